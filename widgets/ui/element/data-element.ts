import { property } from 'lit/decorators.js';
import type { Api } from '../../core/api.ts';
import type { QueryHost } from '../../core/query.ts';
import { UiElement } from './element.ts';

/** Base of the private elements that ask the API themselves, as the widget around them does. */
export abstract class DataElement extends UiElement implements QueryHost {
  @property({ attribute: false }) api: Api | undefined;
  @property({ attribute: false }) mock = false;

  // A part that was opened is in view.
  readonly near = true;
}
