export default {
  globs: ['widgets/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.d.ts', '**/*.fixtures.ts', '**/*.texts.*', 'widgets/test/**', 'widgets/{loader,finder,page}.ts'],
  litelement: true,
  packagejson: false,
  outdir: 'dist',
};
