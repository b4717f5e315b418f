// What the scripts share: calls by lines of JSON, and messages that wait to be asked for.
import { createInterface } from 'node:readline';

/** Answers each line, a call by its name with its input, with a line: what the call resolved to, or was rejected with. */
export async function answerCalls(calls) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { call, ...input } = JSON.parse(line);
    const answer = await calls[call](input).then(
      (result) => ({ result: result ?? null }),
      (error) => ({ error: describe(error) }),
    );
    console.log(JSON.stringify(answer));
  }
}

/** The messages of an observable, in order; its error is one that every later call is rejected with. */
export class Messages {
  #arrived = [];
  #wake = () => {};
  #error;

  constructor(observable, select = (message) => message) {
    this.failed = new Promise((_, reject) => {
      this.subscription = observable.subscribe({
        next: (message) => {
          this.#arrived.push(select(message));
          this.#wake();
        },
        error: (error) => {
          this.#error = error;
          reject(error);
          this.#wake();
        },
      });
    });
    this.failed.catch(() => {});
  }

  async next() {
    while (this.#arrived.length === 0) {
      if (this.#error) {
        throw this.#error;
      }
      await new Promise((resolve) => (this.#wake = resolve));
    }
    return this.#arrived.shift();
  }

  end() {
    this.subscription.unsubscribe();
  }
}

function describe(error) {
  const { name, message, recoverySuggestion, response, data, errors } = error;
  return {
    name,
    message,
    recoverySuggestion,
    statusCode: response?.statusCode,
    body: response?.body,
    data,
    errors: errors?.map(({ originalError, ...item }) => ({ ...item, message: item.message, originalName: originalError?.name })),
  };
}
