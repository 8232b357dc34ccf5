import { AppError } from '../errors.ts';
import { isWhole } from './decimal.ts';
import { isUnknown, readNumber, type DecimalMark } from './numbers.ts';
import { quoted } from './text.ts';

interface Seen {
  line: number;
  text: string;
  count: number;
}

/** Gathers, row by row, which decimal mark a column uses: values that only one convention can read are its proof. */
export class MarkEvidence {
  readonly #column: string;
  readonly #whole: boolean;
  #point: Seen | undefined;
  #comma: Seen | undefined;
  #either: Seen | undefined;
  #wholeOnlyWith = new Set<DecimalMark>();

  /** `whole`: the column counts whole things, which is proof where one reading would leave a fraction of one. */
  constructor(column: string, { whole }: { whole: boolean }) {
    this.#column = column;
    this.#whole = whole;
  }

  add(line: number, text: string): void {
    if (isUnknown(text)) return;
    const cell = readNumber(text);
    if (!cell || cell.point === cell.comma) return;
    const seen = (former: Seen | undefined) => ({ ...(former ?? { line, text }), count: (former?.count ?? 0) + 1 });
    if (cell.comma === null) this.#point = seen(this.#point);
    else if (cell.point === null) this.#comma = seen(this.#comma);
    else {
      this.#either = seen(this.#either);
      if (!this.#whole) return;
      if (!isWhole(cell.point!)) this.#wholeOnlyWith.add(',');
      if (!isWhole(cell.comma!)) this.#wholeOnlyWith.add('.');
    }
  }

  /** `fallback` is what the person said, and stands where the data does not tell. */
  decide(fallback: DecimalMark | undefined): DecimalMark {
    const point = this.#point?.count ?? 0;
    const comma = this.#comma?.count ?? 0;
    if (point !== comma) return point > comma ? '.' : ',';
    if (point > 0) {
      if (fallback) return fallback;
      throw this.#ask(`${quoted(this.#point!.text)} on line ${this.#point!.line} has a decimal point and ${quoted(this.#comma!.text)} on line ${this.#comma!.line} a decimal comma`);
    }
    const [proved, ...others] = this.#wholeOnlyWith;
    if (proved && others.length === 0) return proved;
    if (!this.#either) return '.';
    if (fallback) return fallback;
    const { text, line } = this.#either;
    const cell = readNumber(text)!;
    throw this.#ask(`${quoted(text)} on line ${line} is ${cell.point} with a decimal point and ${cell.comma} with a decimal comma, and no other row tells which`);
  }

  #ask(found: string): AppError {
    return new AppError('invalid_input', `Column ${quoted(this.#column)}: ${found}. Which is it? Say --decimal comma or --decimal point`, {
      fields: [{ path: 'decimal', expected: 'comma or point' }],
    });
  }
}
