/** Version of the package, put in by the build. */
declare const ARCO_VERSION: string;

/** The table that the build makes from `modules.ts` for the script tag. */
declare module 'arco:modules' {
  import type { ModuleTable } from './finder.ts';
  import type * as page from './page.ts';

  export const core: () => Promise<typeof page>;
  export const coreTexts: ModuleTable[string]['texts'];
  export const modules: ModuleTable;
}
