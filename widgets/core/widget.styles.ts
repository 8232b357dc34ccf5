import base from './base.styles.ts';
import { overlayTokens } from './theme/overlay.ts';

/** For the private elements inside a widget, which inherit its tokens and bring those that only they use. */
export default [base, overlayTokens];
