/** Whether a caller may do something: identity policies, resource policies, and the rules that join them. */
import type { Instant } from '../../time/instant';
import { AwsError } from '../aws-error';
import { Identities } from '../iam/identities';
import { arnOf } from '../iam/state/records';
import type { Caller } from '../service';
import { callerFacts } from './caller-facts';
import { decide, type Decision } from './decision';
import { everything, type Grants } from './grants';
import type { PolicyDocument } from './policy-document';
import { readPolicy } from './read-policy';
import { serviceCaller } from './service-caller';
import { type Statement, statementsOf, type Subject } from './statement';

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
  /** Policies made ready, for as long as somebody has the document. */
  readonly #statements = new WeakMap<PolicyDocument, readonly Statement[]>();

  constructor(
    private readonly identities: Identities = Identities.none(),
    private readonly now: () => Instant | undefined = () => undefined,
  ) {}

  allows(question: AccessQuestion): boolean {
    return this.decide(question).allowed;
  }

  /** Like `allows`, with what denies it. */
  decide(question: AccessQuestion): Decision {
    const { caller, resourcePolicy } = question;
    const sameAccount = resourcePolicy === undefined || resourcePolicy.accountId === caller.accountId;
    // Most of what is ever asked: the root user, and no policy that could be against it.
    if (caller.kind === 'root' && sameAccount && resourcePolicy?.document === undefined && resourcePolicy?.mustAllow !== true) return { allowed: true };
    return this.decideWith(this.identities.grantsOf(caller), question);
  }

  /** Like `decide`, with other policies than the caller's own. */
  decideWith(grants: Grants, question: AccessQuestion): Decision {
    const { caller, resourcePolicy } = question;
    const owner = resourcePolicy?.accountId ?? caller.accountId;
    const own = grants === everything ? undefined : grants;
    const ready = (documents: readonly PolicyDocument[]): Statement[] => documents.flatMap((document) => this.#ready(document));
    return decide({
      subject: this.#subjectOf(question, own?.tags ?? {}, owner),
      identity: own ? ready(own.identity) : 'everything',
      boundary: own?.boundary && ready([own.boundary]),
      session: own?.session && ready(own.session),
      resource: resourcePolicy?.document ? this.#ready(resourcePolicy.document) : [],
      sameAccount: owner === caller.accountId,
      mustAllow: resourcePolicy?.mustAllow ?? false,
    });
  }

  /** Whether an ARN that a policy names as a principal stands for somebody. */
  knows(principalArn: string): boolean {
    return this.identities.knows(principalArn);
  }

  /** Throws `AccessDenied` with AWS's wording when the answer is no; other protocols than S3's and AWS Query word its code their own way. */
  require(question: AccessQuestion): void {
    const decision = this.decide(question);
    if (!decision.allowed) throw accessDenied(question, decision);
  }

  /**
   * The caller that a service becomes when it assumes a role: `callerOfRole(roleArn, 's3.amazonaws.com')`.
   * Undefined where there is no such role or its trust policy does not let the service in. `context` is what
   * the service says of itself, such as `aws:sourceaccount`.
   */
  callerOfRole(roleArn: string, servicePrincipal: string, context?: RequestContext): Caller | undefined {
    const role = this.identities.role(roleArn);
    if (!role) return undefined;
    const resourcePolicy = { accountId: role.accountId, document: readPolicy(role.trust), mustAllow: true };
    if (!this.allows({ caller: serviceCaller(servicePrincipal), action: 'sts:AssumeRole', resource: roleArn, context, resourcePolicy })) return undefined;
    const session = servicePrincipal.split('.')[0] ?? servicePrincipal;
    return {
      kind: 'role',
      accountId: role.accountId,
      arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${session}`,
      userId: `${role.id}:${session}`,
      accessKeyId: '',
      session: { roleArn: arnOf('role', role), policies: [], tags: {}, issued: this.now() ?? role.created },
    };
  }

  #subjectOf({ caller, action, resource, context }: AccessQuestion, tags: Readonly<Record<string, string>>, owner: string): Subject {
    const facts = callerFacts({ caller, tags, owner, now: this.now() });
    let told: RequestContext | undefined;
    const values = (key: string): readonly string[] | undefined => {
      const known = facts(key);
      if (known) return known;
      told ??= typeof context === 'function' ? context() : (context ?? {});
      const value = told[key];
      return typeof value === 'string' ? [value] : value;
    };
    const lookup = (key: string): string | undefined => {
      const found = values(key);
      return found?.length === 1 ? found[0] : undefined;
    };
    return { caller, action: action.toLowerCase(), resource, values, lookup };
  }

  #ready(document: PolicyDocument): readonly Statement[] {
    let statements = this.#statements.get(document);
    if (!statements) {
      statements = statementsOf(document, (accountId) => this.identities.draws.canonicalUser(accountId));
      this.#statements.set(document, statements);
    }
    return statements;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function accessDenied({ caller, action, resource }: AccessQuestion, decision: Exclude<Decision, { allowed: true }>): AwsError {
  if (caller.kind === 'anonymous') return new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  const because = 'denied' in decision ? `with an explicit deny in ${decision.denied}` : `because no ${nameOf(decision.lacking)} allows the ${action} action`;
  return new AwsError('AccessDenied', `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`, { status: 403 });
}

function nameOf(policy: string): string {
  return policy.replace(/^an? /, '');
}
