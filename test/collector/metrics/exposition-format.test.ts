import test from 'ava'
import { acceptsGzip, formatFor } from '../../../collector/metrics/exposition-format.ts'

const prefers = test.macro({
  exec(t, accept: string | undefined, format: 'text' | 'openmetrics') {
    t.is(formatFor(accept), format)
  },
  title: (given = '', accept: string | undefined, format: string) => `${given} (${accept}): ${format}`,
})

test('nothing said', prefers, undefined, 'text')
test('a browser', prefers, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text')
test('curl', prefers, '*/*', 'text')
test('text by name', prefers, 'text/plain;version=0.0.4', 'text')
test(
  'Prometheus 2.42',
  prefers,
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
  'openmetrics',
)
test(
  'Prometheus 3 with native histograms asks for protobuf first',
  prefers,
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
  'openmetrics',
)
test('protobuf alone', prefers, 'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily', 'text')
test('text weighs more', prefers, 'application/openmetrics-text;version=1.0.0;q=0.4,text/plain;q=0.5', 'text')
test('OpenMetrics is refused', prefers, 'application/openmetrics-text;q=0,*/*', 'text')
test('a version that is not spoken', prefers, 'application/openmetrics-text;version=2.0.0', 'text')
test('any case, spaces, quotes', prefers, ' Application/OpenMetrics-Text ; Version="1.0.0" ; Q=0.9 , text/plain;q=0.1', 'openmetrics')
test('a weight that cannot be read counts as none', prefers, 'application/openmetrics-text;q=high,text/plain;q=0.1', 'text')

const zips = test.macro({
  exec(t, acceptEncoding: string | undefined, wanted: boolean) {
    t.is(acceptsGzip(acceptEncoding), wanted)
  },
  title: (_, acceptEncoding: string | undefined, wanted: boolean) => `gzip for ${acceptEncoding}: ${wanted}`,
})
test(zips, undefined, false)
test(zips, 'gzip', true)
test(zips, 'deflate, GZIP;q=0.5', true)
test(zips, 'gzip;q=0', false)
test(zips, 'gzip;q=0, *', false)
test(zips, '*', true)
test(zips, '*;q=0', false)
test(zips, 'br', false)
