import { createSecureContext, type SecureContextOptions, type TlsOptions } from 'node:tls'

/** SSL_OP_NO_RENEGOTIATION of openssl/ssl.h: no renegotiation of a TLS 1.2 connection, by whomever asked. */
const noRenegotiation = 0x4000_0000

/** Suites that are Good or Sufficient in NCSC's TLS guidelines, edition 2025-05 (and in 2.1), best first. No DHE, no CBC. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
]

const signatures = [
  'ed25519',
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
]

const classicGroups = 'X25519:P-256:P-384'
const hybridGroups = `X25519MLKEM768:${classicGroups}`

/** TLS as NCSC's guidelines want it, without certificate: versions, suites, groups, signatures, no renegotiation. */
export function ncscOptions(): SecureContextOptions & TlsOptions {
  return {
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ciphers: ciphers.join(':'),
    honorCipherOrder: true,
    ecdhCurve: supportsHybrid() ? hybridGroups : classicGroups,
    sigalgs: signatures.join(':'),
    secureOptions: noRenegotiation,
    handshakeTimeout: 10_000,
  }
}

/** The post-quantum hybrid group needs OpenSSL 3.5; an older one refuses the whole list. */
function supportsHybrid(): boolean {
  try {
    createSecureContext({ ecdhCurve: hybridGroups })
    return true
  } catch {
    return false
  }
}
