import { Extension } from './x509.ts'

const sequence = 0x30
const permittedSubtrees = 0xa0
const dnsName = 0x82
const ipAddress = 0x87

/**
 * Name constraints (RFC 5280, 4.2.1.10): an authority with these can vouch for this machine only. Whoever trusts it and
 * loses its key has not opened any other address. DNS `localhost` and all below it, 127.0.0.0/8, ::1.
 */
export function onlyThisMachine(): Extension {
  const trees = [
    tlv(dnsName, Buffer.from('localhost', 'ascii')),
    tlv(ipAddress, Buffer.from([127, 0, 0, 0, 255, 0, 0, 0])),
    tlv(ipAddress, Buffer.concat([Buffer.alloc(15), Buffer.of(1), Buffer.alloc(16, 255)])),
  ].map((name) => tlv(sequence, name))
  const content = tlv(sequence, tlv(permittedSubtrees, Buffer.concat(trees)))
  return new Extension('2.5.29.30', true, content)
}

/** DER with a length of one byte: enough for everything here. */
function tlv(tag: number, content: Buffer): Buffer {
  if (content.length > 127) throw new Error('longer than one length byte can say')
  return Buffer.concat([Buffer.of(tag, content.length), content])
}
