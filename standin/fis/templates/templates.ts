/** The experiment templates of all accounts and regions. */
import type { Journal } from '../../durable/journal';
import { Table } from '../../durable/table';
import type { Template } from './template';

const table = 'fis.templates';

export class Templates {
  readonly #templates: Table<Template>;

  constructor(journal: Journal) {
    this.#templates = new Table(journal, table);
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
    this.#templates.put(template.arn, template);
  }

  drop({ arn }: Template): void {
    this.#templates.delete(arn);
  }
}
