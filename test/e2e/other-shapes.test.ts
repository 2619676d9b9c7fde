import test from 'ava'
import { Call, PROXY, REGISTRAR, RESPONSE, UE } from '../scenario.ts'
import { told } from './told.ts'

// Several realms that ask in turn (RFC 3261 §22.3)
const inTurn = (...steps: readonly (readonly string[])[]): Call =>
  steps.reduce((call, [line = '', ...headers], at) => {
    const status = Number(line)
    return status === 0 ? call.register(at / 10, { headers }) : call.answer(at / 10, status, { headers })
  }, new Call())
const asks = (proxy: boolean, realm: string, nonce: string): string =>
  `${proxy ? 'Proxy' : 'WWW'}-Authenticate: Digest realm="${realm}", nonce="${nonce}"`
const answers = (proxy: boolean, realm: string, nonce: string): string =>
  `${proxy ? 'Proxy-' : ''}Authorization: Digest username="alice", realm="${realm}", nonce="${nonce}", uri="sip:example.com", response="${RESPONSE}"`
test(
  'two proxies: the second is not answered',
  told,
  inTurn([''], ['407', asks(true, 'a', 'a1')], ['', answers(true, 'a', 'a1')], ['407', asks(true, 'b', 'b1')]),
  'failure 407 proxy_auth/unanswered likely',
)
test(
  'two proxies: the phone answers one at a time',
  told,
  inTurn(
    [''],
    ['407', asks(true, 'a', 'a1')],
    ['', answers(true, 'a', 'a1')],
    ['407', asks(true, 'b', 'b1')],
    ['', answers(true, 'b', 'b1')],
    ['407', asks(true, 'a', 'a2')],
  ),
  'failure 407 proxy_auth/unanswered likely',
)
test(
  'two proxies: the second refuses',
  told,
  inTurn(
    [''],
    ['407', asks(true, 'a', 'a1')],
    ['', answers(true, 'a', 'a1')],
    ['407', asks(true, 'b', 'b1')],
    ['', answers(true, 'a', 'a1'), answers(true, 'b', 'b1')],
    ['407', asks(true, 'b', 'b2')],
  ),
  'failure 407 proxy_auth/loop definite',
)
test(
  'a registrar behind another: the answer to the first is no old nonce',
  told,
  inTurn(
    [''],
    ['401', asks(false, 'a', 'a1')],
    ['', answers(false, 'a', 'a1')],
    ['401', asks(false, 'b', 'b1')],
    ['', answers(false, 'a', 'a1'), answers(false, 'b', 'b1')],
    ['401', asks(false, 'b', 'b2')],
    ['', answers(false, 'a', 'a1'), answers(false, 'b', 'b2')],
    ['401', asks(false, 'b', 'b3')],
  ),
  'failure 401 credentials/unspecified likely',
)

// Captures that lack something
test(
  'only what the phone sent: its answer shows that it was asked',
  told,
  new Call({ agents: [] })
    .register(0, { agents: [{ id: 1 }] })
    .challenge(0.1, 'n1')
    .register(0.2, { nonce: 'n1', agents: [{ id: 1 }] }),
  'blind none',
)
test(
  'only what the registrar sent: a 403 after a 401',
  told,
  new Call({ agents: [] })
    .register(0)
    .challenge(0.1, 'n1', { agents: [{ id: 1 }] })
    .register(0.2, { nonce: 'n1' })
    .answer(0.3, 403, { agents: [{ id: 1 }] }),
  'failure 403 credentials/wrong_password ambiguous',
)
test(
  'only what the registrar sent: a 403',
  told,
  new Call().register(0, { agents: [] }).answer(0.1, 403),
  'failure 403 acl/source_ip ambiguous',
)
test(
  'a proxy that waits in vain and says 503',
  told,
  new Call({ path: [UE, PROXY, REGISTRAR] }).register(0).answer(5, 503, { legs: [1] }),
  'failure 503 server/no_response likely',
)
