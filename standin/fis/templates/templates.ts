/** The experiment templates of all accounts and regions. */
import type { Journal } from '../../durable/journal';
import type { Template } from './template';

const table = 'fis.templates';

export class Templates {
  readonly #templates: Map<string, Template>;

  constructor(private readonly journal: Journal) {
    this.#templates = new Map(journal.take<Template>(table));
  }

  /** By ARN. */
  find(arn: string): Template | undefined {
    return this.#templates.get(arn);
  }

  /** The oldest first. */
  in(accountId: string, region: string): Template[] {
    return [...this.#templates.values()].filter((template) => template.accountId === accountId && template.region === region);
  }

  keep(template: Template): void {
    this.journal.put(table, template.arn, template);
    this.#templates.set(template.arn, template);
  }

  drop({ arn }: Template): void {
    this.journal.delete(table, arn);
    this.#templates.delete(arn);
  }
}
