import type { Window } from './browser.ts'

/** Chromium's virtual authenticator in a window: a device with a screen lock that keeps passkeys, and says yes unless told otherwise. */
export async function virtualAuthenticator({ page, context }: Window, { willing = true } = {}) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: willing,
      automaticPresenceSimulation: true,
    },
  })
  return {
    /** Takes it out of the computer, with what it holds. */
    remove: () => session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  }
}
