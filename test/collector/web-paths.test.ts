import test from 'ava'
import { parseCommandLine } from '../../collector/flags.ts'
import { webPaths } from '../../collector/web-paths.ts'

const gives = test.macro({
  exec(t, flags: readonly string[], prefix: string, base: string) {
    const paths = webPaths(parseCommandLine(flags))
    t.is(paths.prefix, prefix)
    t.is(paths.base, base)
  },
  title: (_, flags: readonly string[], prefix: string, base: string) =>
    `${flags.join(' ')}: served under "${prefix}", linked under "${base}"`,
})

test(gives, [], '', '')
test(gives, ['--web.route-prefix=/'], '', '')
test(gives, ['--web.route-prefix=/a/b/'], '/a/b', '/a/b')
test(gives, ['--web.external-url=https://x.example/'], '', '')
test(gives, ['--web.external-url=https://x.example/sip/'], '/sip', '/sip')
// A proxy that takes its prefix off.
test(gives, ['--web.external-url=https://x.example/sip', '--web.route-prefix=/'], '', '/sip')
