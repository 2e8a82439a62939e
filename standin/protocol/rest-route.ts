/** Finds the REST operation that a method, a path and a query ask for. */
import { bindingsOf } from './members';
import type { OperationModel, ServiceModel } from './model';
import type { Found } from './protocol';
import type { WireRequest } from './wire';

interface Pattern {
  operation: OperationModel;
  expression: RegExp;
  labels: string[];
  /** Characters of the template that are no label: the more, the closer it fits. */
  weight: number;
}

const patterns = new WeakMap<ServiceModel, Pattern[]>();

/** The closest operation of a service whose paths have their labels in them, or undefined. */
export function findByPath(model: ServiceModel, request: WireRequest): Found | undefined {
  let known = patterns.get(model);
  if (!known) patterns.set(model, (known = [...model.operations.values()].map(patternOf).sort((a, b) => b.weight - a.weight)));
  const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
  for (const { operation, expression, labels } of known) {
    if (!fits(operation, request)) continue;
    const match = expression.exec(path);
    if (match) return { operation, labels: Object.fromEntries(labels.map((label, i) => [label, decodeURIComponent(match[i + 1] ?? '')])) };
  }
  return undefined;
}

/** Of operations at one path, the one whose literals and required parameters the request fills best, or undefined. */
export function closest(candidates: readonly OperationModel[], request: WireRequest): OperationModel | undefined {
  let best: { operation: OperationModel; literals: number; filled: number; missing: number } | undefined;
  for (const operation of candidates) {
    if (!fits(operation, request)) continue;
    const fit = { operation, literals: operation.route?.literals.size ?? 0, ...requirementsOf(operation, request) };
    const closer = best && (fit.literals - best.literals || best.missing - fit.missing || fit.filled - best.filled);
    if (closer === undefined || closer > 0) best = fit;
  }
  return best?.operation;
}

function fits(operation: OperationModel, request: WireRequest): boolean {
  const route = operation.route;
  if (route?.method !== request.method) return false;
  for (const [key, value] of route.literals) if (!request.query.has(key) || (value !== '' && request.query.get(key) !== value)) return false;
  return true;
}

/** How many required query parameters and headers a request has of an operation, and how many it lacks. */
function requirementsOf(operation: OperationModel, request: WireRequest): { filled: number; missing: number } {
  if (!operation.input || operation.input.isUnitSchema()) return { filled: 0, missing: 0 };
  const { requiredQueries, requiredHeaders } = bindingsOf(operation.input);
  const counts = { filled: 0, missing: 0 };
  for (const key of requiredQueries) counts[request.query.has(key) ? 'filled' : 'missing'] += 1;
  for (const header of requiredHeaders) counts[request.headers[header] !== undefined ? 'filled' : 'missing'] += 1;
  return counts;
}

function patternOf(operation: OperationModel): Pattern {
  const template = operation.route?.template.replace(/(.)\/$/, '$1') ?? '';
  const labels: string[] = [];
  const expression = template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const label = /^\{([^}+]+)(\+?)\}$/.exec(part);
      if (!label) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(label[1] ?? '');
      return label[2] ? '(.+)' : '([^/]+)';
    })
    .join('');
  return { operation, labels, expression: new RegExp(`^${expression}$`), weight: template.replace(/\{[^}]+\}/g, '').length };
}
