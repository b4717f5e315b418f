namespace Amplify.Local;

/// <summary>How a REST API decides who may call.</summary>
public enum RestAuthorization
{
    /// <summary>Requests are signed with AWS credentials (<c>AWS_IAM</c>): those of a guest, or <see cref="LocalBackend.Credentials"/>.</summary>
    Iam,

    /// <summary>Requests carry the API's key in <c>x-api-key</c>.</summary>
    ApiKey,

    /// <summary>Anyone may call.</summary>
    None,
}
