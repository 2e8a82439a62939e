/** A job that cannot be done, with what its status message says of it. */

export class JobFailure extends Error {
  /** `category` is AWS Backup's message category: `AccessDenied`, `InvalidParameters`. */
  constructor(
    message: string,
    readonly category = 'FAILURE',
  ) {
    super(message);
  }
}
