// Paths on a 20 px grid, for the base's `icon()`. The build writes each where it is used, so an icon costs only who draws it.
export const boltIcon = 'M11 2.8 4.5 11.3h5L9 17.2l6.5-8.5h-5L11 2.8Z';
export const bulbIcon = 'M7.6 13.5c0-1.5-2.4-2.7-2.4-5.6a4.8 4.8 0 0 1 9.6 0c0 2.9-2.4 4.1-2.4 5.6H7.6ZM8 16.5h4';
export const checkIcon = 'm4.5 10.5 3.7 3.7 7.3-8';
export const chevronIcon = 'm5.5 8 4.5 4.5L14.5 8';
export const clockIcon = 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.8 1.8';
export const closeIcon = 'm5.5 5.5 9 9m0-9-9 9';
export const copyIcon = 'M7 7h9.5v9.5H7V7ZM13 7V3.5H3.5V13H7';
export const deviceIcon = 'M3 4.5h14v9H3v-9ZM7 16.5h6';
export const downloadIcon = 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12';
export const eyeIcon = 'M2.5 10c1.8-3.2 4.3-4.8 7.5-4.8s5.7 1.6 7.5 4.8c-1.8 3.2-4.3 4.8-7.5 4.8S4.3 13.2 2.5 10ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z';
export const flatIcon = 'M4.5 10h11';
export const infoIcon = 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.3v4.2M10 6.6v.1';
export const keyIcon = 'M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10.5 10h6.5v2.8M14 10v2';
export const mailIcon = 'M3 5h14v10.5H3V5Zm.4.6L10 11l6.6-5.4';
export const moreIcon = 'M5 10v.1M10 10v.1M15 10v.1';
export const targetIcon = 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 10v.1';
export const upIcon = 'M10 15.5v-11M5.5 9 10 4.5 14.5 9';
