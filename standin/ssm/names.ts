/** What parameters may be called, and how a request names one: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
import { AwsError } from '../aws-error';
import type { Whereabouts } from '../whereabouts';
import { arnIn } from './parameter';
import { invalid } from './refusals';

/** Throws ValidationException, AccessDeniedException and HierarchyLevelLimitExceededException for a name that no parameter can be given. */
export function checkName(where: Whereabouts, name: string): void {
  const levels = name.replace(/^\//, '').split('/');
  if (/^\/aws\//i.test(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (/^\/?(aws|ssm)/i.test(name)) throw invalid(levels.length > 1 ? malformed : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  if (!/^[\w.\-/]+$/.test(name) || levels.includes('')) throw invalid(malformed);
  if (levels.length > 1 && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (arnIn(where, name).length > 1011) throw invalid('The parameter name, with the ARN that it is part of, must not be longer than 1011 characters.');
  if (levels.length > 15) throw new AwsError('HierarchyLevelLimitExceededException', 'A hierarchy can have a maximum of 15 levels.');
}

const malformed =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; ' +
  'each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/** A parameter by its name or ARN, and maybe which of its versions. */
export interface Reference {
  /** The name or the ARN, without what follows. */
  id: string;
  /** `:3` or `:label`. */
  selector?: string;
}

/** Throws ValidationException where more than one version is asked for. */
export function referenceOf(asked: string): Reference {
  const [, arn, name = ''] = /^(arn:[^:]*:ssm:[^:]*:[^:]*:)?(.*)$/s.exec(asked) ?? [];
  const [bare = '', selector, ...more] = name.split(':');
  if (more.length > 0 || selector === '') throw invalid('Invalid parameter name. Please use correct syntax for referencing a version/label <name>:<version/label>');
  return { id: `${arn ?? ''}${bare}`, ...(selector !== undefined && { selector: `:${selector}` }) };
}

/** A path of a hierarchy without the slash at its end; empty for all of it. Throws ValidationException. */
export function pathOf(path: string): string {
  if (/^\/(aws|ssm)(?!\/service(\/|$))/i.test(path)) {
    throw invalid('Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.');
  }
  if (/^\/[\w.\-/]*$/.test(path) && !path.includes('//')) return path.replace(/\/$/, '');
  throw invalid(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
      'It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). ' +
      'Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** Whether a parameter is in a hierarchy, at any depth or just below its path. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const rooted = name.startsWith('/') ? name : `/${name}`;
  return rooted.startsWith(`${path}/`) && (recursive || !rooted.slice(path.length + 1).includes('/'));
}
