/** An answer of AWS's that is not the one asked for, as one error with what can be decided on. */

export class AwsRefusal extends Error {
  constructor(
    readonly service: string,
    readonly operation: string,
    /** AWS's code, for instance `DBInstanceNotFound` or `NoSuchKey`. */
    readonly code: string,
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${service} ${operation} was refused: ${code}${message ? ` (${message})` : ''}`, options);
    this.name = 'AwsRefusal';
  }

  /** True when trying again later may help. */
  get isPassing(): boolean {
    return this.status >= 500 || passing.has(this.code);
  }
}

const passing = new Set(['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'SlowDown', 'TooManyRequestsException', 'RequestTimeout']);

/** Makes an AwsRefusal of what an SDK client threw; anything else is thrown on as it is. */
export function asRefusal(service: string, operation: string, error: unknown): AwsRefusal {
  if (!(error instanceof Error) || !('$metadata' in error)) throw error;
  const metadata = error.$metadata as { httpStatusCode?: number };
  const code = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name;
  return new AwsRefusal(service, operation, code, metadata.httpStatusCode ?? 0, error.message, { cause: error });
}

/** The answer of a call, or undefined where it was refused with one of these codes. */
export async function noneWhen<T>(codes: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsRefusal && codes.includes(error.code)) return undefined;
    throw error;
  }
}
