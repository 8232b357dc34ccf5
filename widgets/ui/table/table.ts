import { html, type TemplateResult } from 'lit';

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  /** One row each; the first cell names it. */
  readonly rows: readonly (readonly string[])[];
}

/** The figures behind a chart. It scrolls in its own box, which therefore takes the focus. */
export function table({ caption, columns, rows }: Table): TemplateResult {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <caption class="sr">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
