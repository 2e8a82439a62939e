/** GetParameter, GetParameters, GetParametersByPath and GetParameterHistory. */
import type {
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
} from '@aws-sdk/client-ssm';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import { isBelow, pathOf, referenceOf } from '../names';
import { latest, type Parameter, type Version } from '../parameter';
import type { Parameters } from '../parameters';
import { isPublic, publicParameter, publicParametersBelow } from '../public-parameters';
import { invalidMember, invalidToken, notServed, noVersion } from '../refusals';
import { describedOf, historyOf } from './answers';
import { checkFilters, isWanted } from './filters';

export function getParameter(parameters: Parameters): Handler {
  return operation<GetParameterRequest, GetParameterResult>(async ({ Name: name = '', WithDecryption: decrypt = false }, call) => {
    if (isPublic(name)) return { Parameter: publicParameter(parameters.chance, call.region, name) };
    const parameter = parameters.require(call, name);
    const { selector } = referenceOf(name);
    return { Parameter: describedOf({ parameters, call, decrypt }, parameter, selected(parameter, selector), selector) };
  });
}

/** Names without a parameter are listed, and so are those of versions that are not there. */
export function getParameters(parameters: Parameters): Handler {
  return operation<GetParametersRequest, GetParametersResult>(async ({ Names: names = [], WithDecryption: decrypt = false }, call) => {
    if (names.length > 10) throw invalidMember('names', `[${names.join(', ')}]`, 'have length less than or equal to 10.');
    const found = [...new Set(names)].map((name) => {
      if (isPublic(name)) return { name, described: publicParameter(parameters.chance, call.region, name) };
      const parameter = parameters.find(whereOf(call), name);
      const { selector } = referenceOf(name);
      const version = parameter && versionIn(parameter, selector);
      return { name, described: parameter && version && describedOf({ parameters, call, decrypt }, parameter, version, selector) };
    });
    return {
      Parameters: found.flatMap(({ described }) => (described ? [described] : [])),
      InvalidParameters: found.flatMap(({ name, described }) => (described ? [] : [name])),
    };
  });
}

export function getParametersByPath(parameters: Parameters): Handler {
  return operation<GetParametersByPathRequest, GetParametersByPathResult>(async (input, call) => {
    const { Path: asked = '', Recursive: recursive = false, WithDecryption: decrypt = false, ParameterFilters: filters = [], NextToken: token } = input;
    const path = pathOf(asked);
    checkFilters(filters, 'path');
    const page = { most: pageSize(input.MaxResults, 10), token, refusal: invalidToken };
    if (isPublic(path)) {
      if (filters.length > 0) throw notServed("filters on AWS's own parameters (ParameterFilters)");
      const { items, token: next } = pageOf(publicParametersBelow(parameters.chance, call.region, path), page);
      return { Parameters: items, ...(next !== undefined && { NextToken: next }) };
    }
    const found = parameters.of(whereOf(call)).filter((parameter) => isBelow(parameter.name, path, recursive) && isWanted(parameter, filters));
    const { items, token: next } = pageOf(found, page);
    return { Parameters: items.map((parameter) => describedOf({ parameters, call, decrypt }, parameter)), ...(next !== undefined && { NextToken: next }) };
  });
}

/** The oldest version first. */
export function getParameterHistory(parameters: Parameters): Handler {
  return operation<GetParameterHistoryRequest, GetParameterHistoryResult>(async ({ Name: name, WithDecryption: decrypt = false, MaxResults: most, NextToken: token }, call) => {
    const parameter = parameters.require(call, name);
    const { items, token: next } = pageOf(parameter.versions, { most: pageSize(most, 50), token, refusal: invalidToken });
    return { Parameters: items.map((version) => historyOf({ parameters, call, decrypt }, parameter, version)), ...(next !== undefined && { NextToken: next }) };
  });
}

/** Throws ValidationException. */
export function pageSize(asked: number | undefined, most: number): number {
  if (asked !== undefined && asked < 1) throw invalidMember('maxResults', asked, 'have value greater than or equal to 1.');
  if (asked !== undefined && asked > most) throw invalidMember('maxResults', asked, `have value less than or equal to ${most}.`);
  return asked ?? most;
}

function selected(parameter: Parameter, selector: string | undefined): Version {
  const version = versionIn(parameter, selector);
  if (version) return version;
  const wanted = selector?.slice(1) ?? '';
  throw noVersion(/^\d+$/.test(wanted) ? `version ${wanted}` : `label ${wanted}`, parameter.name);
}

function versionIn(parameter: Parameter, selector: string | undefined): Version | undefined {
  if (selector === undefined) return latest(parameter);
  const wanted = selector.slice(1);
  return parameter.versions.find(({ version, labels }) => String(version) === wanted || labels.includes(wanted));
}
