/** An error as AWS answers it: a code, a message, a status, and what else the code carries. */

export interface AwsErrorDetail {
  /** HTTP status; 400 when not given. */
  status?: number;
  /** Extra elements of the error body, such as S3's `Key` or `BucketName`. */
  fields?: Record<string, string>;
  /** Extra headers of the answer. */
  headers?: Record<string, string>;
}

export class AwsError extends Error {
  readonly status: number;
  readonly fields: Record<string, string>;
  readonly headers: Record<string, string>;

  /** `code` is the code on the wire (`DBInstanceNotFound`, `NoSuchKey`). */
  constructor(
    readonly code: string,
    message: string,
    detail: AwsErrorDetail = {},
  ) {
    super(message);
    this.name = code;
    this.status = detail.status ?? 400;
    this.fields = detail.fields ?? {};
    this.headers = detail.headers ?? {};
  }
}
