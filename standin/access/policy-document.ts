/** A policy as people write it, in JSON: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */

export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  NotPrincipal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
