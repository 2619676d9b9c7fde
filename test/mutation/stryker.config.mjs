/** Every mutant of the rules and of what they know: `npm run mutate`, some minutes on two cores. */
export default {
  mutate: ['classifiers/**/*.ts'],
  testRunner: 'at-once',
  plugins: ['./test/mutation/at-once-runner.ts'],
  coverageAnalysis: 'perTest',
  // A mutant that loops without end is found out after this; modules that are loaded anew stay in memory, so the process is new now and then.
  timeoutMS: 20_000,
  maxTestRunnerReuse: 150,
  concurrency: 2,
  // What the tests of the rules need is copied. tsconfig.json is not: Stryker would read it by an interface that TypeScript 7 has no more.
  ignorePatterns: [
    'tsconfig*.json',
    'alerts',
    'dashboards',
    'deploy',
    'docs',
    'dist',
    'coverage',
    'test/captures',
    'test/collector',
    'test/bench',
    'test/e2e',
  ],
  // Node takes the types out; nobody checks them in a mutant.
  disableTypeChecks: false,
  checkers: [],
  tempDirName: '.cache/stryker',
  packageManager: 'npm',
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
}
