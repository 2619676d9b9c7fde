import test from 'ava'
import { createSipMessage } from '../../../collector/sip/message.ts'
import { registerOnly } from '../../../collector/sip/methods.ts'
import { scanSip } from '../../../collector/sip/scan.ts'

// Found by the campaign of damaged packets: the digits of the status were read from the packet behind.
test('a status line that is cut is not completed from what stands behind it', (t) => {
  const bytes = Buffer.from('SIP/2.0 401 Unauthorized\r\n')
  for (let end = 'SIP/2.0 '.length; end < 'SIP/2.0 401'.length; end++) {
    t.is(scanSip(bytes, 0, end, registerOnly, createSipMessage()), 'bad_start_line')
  }
})
