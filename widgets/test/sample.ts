import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView } from '../core/widget.ts';

export interface Sample {
  readonly rows: readonly string[];
}

/** The least a module can be, for tests of what all of them share. It asks for goals because it has to ask for something. */
export class SampleWidget extends Widget<Sample> {
  static override readonly tag = 'arco-sample';
  static override readonly height = 160;

  @property() period: 'month' | 'year' = 'month';

  /** Settled when what a chart would draw is drawn. */
  chart: Promise<unknown> | undefined;

  protected readonly query = new Query(this, {
    args: () => [this.period] as const,
    load: async ({ api, signal }, period) => ({ rows: (await api.goals.list.query({ period }, { signal })) as unknown as string[] }),
    mock: async (period) => ({ rows: [`mock ${period}`] }),
    empty: ({ rows }) => rows.length === 0,
  });

  protected override get heading(): string {
    return 'Amostra';
  }

  protected override renderActions(): TemplateResult {
    return html`<button part="info">i</button>`;
  }

  protected override renderEmpty(): EmptyView {
    return { title: 'Nenhuma amostra', text: 'Colha a primeira.' };
  }

  protected override renderData({ rows }: Sample): TemplateResult {
    return html`<ul part="rows">${rows.map((row) => html`<li>${row}</li>`)}</ul>`;
  }

  protected override async painted(): Promise<unknown> {
    await super.painted();
    return this.chart;
  }
}

export const part = (element: Element, name: string): HTMLElement | null => element.shadowRoot!.querySelector(`[part~='${name}']`);
