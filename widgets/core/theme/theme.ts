/** `auto` follows the `color-scheme` of the page around the widget. */
export type Theme = 'light' | 'dark' | 'auto';
