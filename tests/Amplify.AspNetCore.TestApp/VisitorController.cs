using Microsoft.AspNetCore.Mvc;

namespace Amplify.AspNetCore.TestApp;

/// <summary>Acts as the visitor of the request.</summary>
[ApiController]
[Route("controller")]
public sealed class VisitorController(AmplifyClient amplify) : ControllerBase
{
    /// <summary>Tells who the visitor is.</summary>
    [HttpGet]
    public async Task<string> GetAsync(CancellationToken cancellationToken) =>
        (await amplify.Auth.GetSessionAsync(cancellationToken: cancellationToken)).Username ?? "guest";

    /// <summary>Signs the visitor in with a password.</summary>
    [HttpPost("sign-in")]
    public async Task<IActionResult> SignInAsync([FromForm] string username, [FromForm] string password, CancellationToken cancellationToken) =>
        await amplify.Auth.SignInAsync(username, password, cancellationToken: cancellationToken) is SignInStep.Done done ? Ok(done.Username) : Conflict();
}
