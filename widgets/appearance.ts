/** The design tokens that a host may set. Each is the CSS property `--arco-…` of its name. */
export interface Appearance {
  /** The one that most hosts need: legible text, tints, button ink and the first series follow from it. */
  accent?: string;
  fontFamily?: string;
  /** In pixels, such as `16px`; everything scales with it. */
  fontSize?: string;
  radiusS?: string;
  radiusM?: string;
  radiusL?: string;
  surface?: string;
  surfaceRaised?: string;
  surfaceSunken?: string;
  surfaceHover?: string;
  fill?: string;
  border?: string;
  borderStrong?: string;
  text?: string;
  textQuiet?: string;
  positive?: string;
  positiveText?: string;
  positiveSoft?: string;
  negative?: string;
  negativeText?: string;
  negativeSoft?: string;
  warning?: string;
  warningText?: string;
  warningSoft?: string;
  info?: string;
  infoText?: string;
  infoSoft?: string;
  series1?: string;
  series2?: string;
  series3?: string;
  series4?: string;
  series5?: string;
  series6?: string;
}

/** Sets design tokens on the page, or on one element and what is inside; `undefined` takes one back. */
export function setAppearance(appearance: { [K in keyof Appearance]: Appearance[K] | undefined }, target: HTMLElement = document.documentElement): void {
  for (const [name, value] of Object.entries(appearance)) {
    const property = `--arco-${name.replace(/[A-Z]|\d/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined) target.style.removeProperty(property);
    else target.style.setProperty(property, value);
  }
}
