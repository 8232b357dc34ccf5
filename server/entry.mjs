#!/usr/bin/env node
// Read by whatever Node there is, however old: it may only use what all of them know.
var wanted = 24;
var found = Number(process.versions.node.split('.')[0]);

if (found < wanted) {
  process.stderr.write(
    'ARCO needs Node ' + wanted + ', and this is Node ' + process.versions.node + '.\n' +
      'Node ' + wanted + ' comes with npm install. Run ARCO through npm, which uses it:\n' +
      '  npm install\n' +
      '  npm start                        (or: npm run serve, npm run worker, npm run --silent arco -- <command>)\n'
  );
  process.exit(1);
} else {
  import('./main.ts').then(function (main) {
    return main.run(process.argv.slice(2));
  });
}
