import { rootCertificates } from 'node:tls'
import type { SendLetter } from './capabilities/backups/public.ts'
import { sendMail } from './capabilities/messages/public.ts'
import type { MailSettings } from './platform/config-watch.ts'

/** Mails letters to whoever watches over this installation, encrypted as every mail of ours; throws a GatewayFailure. */
export function letterSender(mail: MailSettings, authorities: string | undefined): SendLetter {
  return async ({ subject, body }) => {
    const login = mail.user && mail.password ? { user: mail.user, password: await mail.password() } : {}
    // Besides those that Node knows: given alone, they would be all there is.
    const trusted = authorities && [...rootCertificates, authorities].join('\n')
    const credentials = {
      host: mail.host,
      port: String(mail.port),
      ...login,
      ...(trusted ? { authorities: trusted } : {}),
    }
    await sendMail({ recipient: mail.to, subject, body }, { sender: mail.from, credentials })
  }
}
