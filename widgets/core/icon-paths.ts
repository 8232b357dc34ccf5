// Paths on a 20-pixel grid. The build writes each where it is used, so an icon costs only who draws it.
export const alert = 'M10 3.5 2.8 16.3h14.4L10 3.5ZM10 8.5V12M10 14v.1';
export const lock = 'M4.5 9h11v7.5h-11V9ZM7 9V6.5a3 3 0 0 1 6 0V9';
export const off = 'm3.5 3.5 13 13M6.3 7.9A8.6 8.6 0 0 0 3 9.8M8.9 6.2c3-.3 5.8.9 8.1 3.6M7.6 13.3a3.9 3.9 0 0 1 4.8 0M10 16v.1';
export const plus = 'M10 4.5v11M4.5 10h11';
export const retry = 'M16 9.5A6 6 0 1 0 14.6 14M16 4.8v4.7h-4.7';
