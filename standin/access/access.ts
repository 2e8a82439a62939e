/** Whether a caller may do something: identity policies, resource policies, and the rules that join them. */
import { AwsError } from '../aws-error';
import type { Caller } from '../service';
import type { PolicyDocument } from './policy-document';

/** What a caller wants to do to one resource. */
export interface AccessQuestion {
  caller: Caller;
  /** `s3:GetObject` */
  action: string;
  /** `arn:aws:s3:::bucket/key`, or `*` for what concerns no single resource. */
  resource: string;
  /** Condition keys in lower case, with what they are in this request. */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /** The policy of the resource, and the account that owns it. Without one, the resource belongs to the caller's account. */
  resourcePolicy?: { accountId: string; document: PolicyDocument | undefined };
}

export class Access {
  allows(question: AccessQuestion): boolean {
    return question.caller.kind === 'root' && (question.resourcePolicy?.accountId ?? question.caller.accountId) === question.caller.accountId;
  }

  /** Throws `AccessDenied` with AWS's wording when the answer is no. */
  require(question: AccessQuestion): void {
    if (this.allows(question)) return;
    const { caller, action, resource } = question;
    throw new AwsError('AccessDenied', `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`, { status: 403 });
  }
}
