/** Whether a caller may do something: identity policies, resource policies, and the rules that join them. */
import { AwsError } from '../aws-error';
import type { Caller } from '../service';
import type { PolicyDocument } from './policy-document';

/** Condition keys in lower case (`s3:prefix`, `aws:sourceip`), with what they are in a request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** What a caller wants to do to one resource. */
export interface AccessQuestion {
  caller: Caller;
  /** `s3:GetObject` */
  action: string;
  /** `arn:aws:s3:::bucket/key`, or `*` for what concerns no single resource. */
  resource: string;
  /** What conditions are held against. A function is asked only where there is a condition. What is known of the caller and the time need not be in it. */
  context?: RequestContext | (() => RequestContext);
  resourcePolicy?: ResourcePolicy;
}

/** The policy of a resource, and the account that owns it. Without one, the resource belongs to the caller's account. */
export interface ResourcePolicy {
  accountId: string;
  document: PolicyDocument | undefined;
  /**
   * Whether identity policies count for nothing until this policy lets the caller or its account in,
   * as with KMS keys and the trust policies of roles.
   */
  mustAllow?: boolean;
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

  /**
   * The caller that a service becomes when it assumes a role: `callerOfRole(roleArn, 's3.amazonaws.com')`.
   * Undefined where there is no such role or its trust policy does not let the service in. `context` is what
   * the service says of itself, such as `aws:sourceaccount`.
   */
  callerOfRole(_roleArn: string, _servicePrincipal: string, _context?: RequestContext): Caller | undefined {
    return undefined;
  }
}
