/** Whether a statement's conditions can be held against a request. */
import { readOperator } from '../conditions/operator';
import { addressRange } from '../conditions/ip-address';
import { isRecord, scalarsOf } from './json-values';
import { PolicyProblem } from './policy-problem';

export function checkConditions(condition: unknown): void {
  if (condition === undefined) return;
  if (!isRecord(condition)) throw new PolicyProblem('condition', 'Syntax errors in policy.');
  for (const [name, keys] of Object.entries(condition)) {
    const operator = readOperator(name);
    if (!operator) throw new PolicyProblem('condition', `Invalid Condition type : ${name}.`);
    if (!isRecord(keys)) throw new PolicyProblem('condition', 'Syntax errors in policy.');
    for (const [key, value] of Object.entries(keys)) {
      if (!/^[a-zA-Z0-9-]+:./.test(key)) throw new PolicyProblem('condition', 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      const values = scalarsOf(value);
      if (!values) throw new PolicyProblem('condition', 'Syntax errors in policy.');
      if (operator.test === 'IpAddress' && values.some((one) => !one.includes('${') && !addressRange(one))) {
        throw new PolicyProblem('condition', 'Invalid IP address in Conditions.');
      }
    }
  }
}
