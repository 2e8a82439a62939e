/** Whether the quotes service works: what its callers are told a delivery costs is what it costs. */
import { AwsRefusal } from '../../aws/calls/refusal';
import type { FunctionPlace } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { Seen } from '../../measure/seen';

/** Worked out by hand from the tariff: 4.90 € and, for each kilogram begun, 0.60 € near and 1.10 € far. */
const catalogue = [
  { grams: 500, zone: 'near', cents: 550 },
  { grams: 2300, zone: 'near', cents: 670 },
  { grams: 500, zone: 'far', cents: 600 },
  { grams: 12000, zone: 'far', cents: 1810 },
] as const;

/** With the version that answered; none where there was no answer. */
export async function functionHealth(services: Services, { region, name, alias }: FunctionPlace): Promise<Seen & { version?: string }> {
  const event = { at: services.clock.now().toString(), parcels: catalogue.map(({ grams, zone }) => ({ grams, zone })) };
  try {
    const { version, body, error } = await services.lambda(region).invoke(name, alias, event, { recorded: false });
    if (error !== undefined) return { good: false, saw: `version ${version} failed: ${messageIn(body)}`, version };
    const told = centsIn(body);
    const wrong = catalogue.filter(({ cents }, index) => told[index] !== cents).length;
    return { good: wrong === 0, saw: `${catalogue.length} quotes of version ${version}, ${wrong} wrong`, version };
  } catch (error) {
    if (error instanceof AwsRefusal) return { good: false, saw: error.message };
    throw error;
  }
}

function centsIn(body: string): unknown[] {
  const answer = parsed(body);
  const quotes = typeof answer === 'object' && answer !== null && 'quotes' in answer ? answer.quotes : undefined;
  if (!Array.isArray(quotes)) return [];
  return quotes.map((quote: unknown) => (typeof quote === 'object' && quote !== null && 'cents' in quote ? quote.cents : undefined));
}

function messageIn(body: string): string {
  const error = parsed(body);
  return typeof error === 'object' && error !== null && 'errorMessage' in error && typeof error.errorMessage === 'string' ? error.errorMessage : 'it said nothing';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
