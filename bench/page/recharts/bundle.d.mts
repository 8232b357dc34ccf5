/** Bundles the page of React and recharts for production, as one file `app.js` in a folder. */
export function bundle(folder: string): Promise<void>;
