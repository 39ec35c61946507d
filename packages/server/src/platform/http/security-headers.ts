/**
 * What every answer carries, for browsers (facts/tls-ncsc.md section 5). The pages of the applications add a nonce for the
 * styles of their components to the policy; everything else is as strict as it can be.
 */
const policy = {
  'default-src': "'self'",
  'base-uri': "'none'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'frame-src': "'none'",
  'img-src': "'self' data:",
  'object-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
}

/** The Content-Security-Policy, with a nonce for styles where a page needs one. */
export function contentSecurityPolicy(styleNonce?: string): string {
  const style = styleNonce ? `'self' 'nonce-${styleNonce}'` : policy['style-src']
  return Object.entries({ ...policy, 'style-src': style })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy(),
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const
