import { createCipheriv, randomBytes } from 'node:crypto'

/** What the network and the phone agree on without saying it (3GPP TS 33.102 §6.3). */
export interface Vector {
  readonly rand: Buffer
  readonly autn: Buffer
  readonly xres: Buffer
  readonly ck: Buffer
  readonly ik: Buffer
}

/** A vector for one challenge, with the algorithm set of 3GPP TS 35.206. `sequence` is SQN, of 48 bits. */
export function vectorOf(key: Buffer, op: Buffer, amf: Buffer, sequence: number, rand: Buffer = randomBytes(16)): Vector {
  const sqn = Buffer.alloc(6)
  sqn.writeUIntBE(sequence, 0, 6)
  const opc = xor(block(key, op), op)
  const middle = block(key, xor(rand, opc))
  const out = (rotatedBytes: number, constant: number): Buffer => {
    const input = rotate(xor(middle, opc), rotatedBytes)
    input[15]! ^= constant
    return xor(block(key, input), opc)
  }
  // f1 mixes in SQN and AMF, twice, in place of a constant (TS 35.206 §4.1).
  const twice = Buffer.concat([sqn, amf, sqn, amf])
  const mac = xor(block(key, xor(middle, rotate(xor(twice, opc), 8))), opc).subarray(0, 8)
  const second = out(0, 1)
  const concealed = xor(sqn, second.subarray(0, 6))
  return { rand, autn: Buffer.concat([concealed, amf, mac]), xres: second.subarray(8), ck: out(4, 2), ik: out(8, 4) }
}

function block(key: Buffer, input: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null)
  cipher.setAutoPadding(false)
  return cipher.update(input)
}

function rotate(bytes: Buffer, left: number): Buffer {
  return Buffer.concat([bytes.subarray(left), bytes.subarray(0, left)])
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ other[at]!))
}
