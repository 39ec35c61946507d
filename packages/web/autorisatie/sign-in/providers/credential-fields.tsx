import type { Provider, ProviderChange } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import type { Fields } from '../../../ui/fields/use-fields.ts'
import classes from '../sign-in.module.css'

export interface CredentialValues {
  clientSecret: string
  privateKey: string
  keyId: string
  certificate: string
}
export const noCredentials: CredentialValues = { clientSecret: '', privateKey: '', keyId: '', certificate: '' }

type Authentication = Provider['clientAuthentication']
const needed: Record<Authentication, (keyof CredentialValues)[]> = {
  client_secret_basic: ['clientSecret'],
  client_secret_post: ['clientSecret'],
  private_key_jwt: ['privateKey', 'keyId', 'certificate'],
  tls_client_auth: ['privateKey', 'certificate'],
}

interface CredentialFieldsProps<T extends CredentialValues> {
  fields: Fields<T>
  authentication: Authentication
  /** There are some already: empty leaves them as they are. */
  filled: boolean
}

/** The secret by which Hoede makes itself known to a provider: written here, and never shown again. */
export function CredentialFields<T extends CredentialValues>(props: CredentialFieldsProps<T>) {
  const { t } = useLingui()
  const { authentication, filled } = props
  // A field of T that CredentialValues names is a text; the compiler cannot see that through the generic.
  const fields = props.fields as unknown as Fields<CredentialValues>
  const hint = filled
    ? t`Ingevuld. Laat alles leeg om het zo te laten, of vul alles opnieuw in.`
    : t`Hierna kan niemand dit meer lezen.`
  const shown = needed[authentication]
  return (
    <>
      {shown.includes('clientSecret') && (
        <PasswordInput
          label={t`Geheim (client secret)`}
          description={hint}
          autoComplete="off"
          maxLength={500}
          visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg het geheim` }}
          {...fields.text('clientSecret')}
        />
      )}
      {shown.includes('privateKey') && (
        <Textarea
          label={t`Privésleutel (PEM)`}
          description={hint}
          autoComplete="off"
          spellCheck={false}
          rows={4}
          classNames={{ input: classes.code ?? '' }}
          {...fields.text('privateKey')}
        />
      )}
      {shown.includes('keyId') && (
        <TextInput
          label={t`Nummer van de sleutel (kid, mag leeg)`}
          autoComplete="off"
          maxLength={200}
          {...fields.text('keyId')}
        />
      )}
      {shown.includes('certificate') && (
        <Textarea
          label={
            authentication === 'private_key_jwt' ? t`Certificaat bij de sleutel (PEM, mag leeg)` : t`Certificaat (PEM)`
          }
          description={hint}
          autoComplete="off"
          spellCheck={false}
          rows={4}
          classNames={{ input: classes.code ?? '' }}
          {...fields.text('certificate')}
        />
      )}
    </>
  )
}

/** What was typed of it, for this way; undefined when nothing was. */
export function credentialsToSend(
  values: CredentialValues,
  authentication: Authentication,
): ProviderChange['credentials'] | undefined {
  const typed = needed[authentication].flatMap((name) => (values[name].trim() ? [[name, values[name].trim()]] : []))
  return typed.length > 0 ? Object.fromEntries(typed) : undefined
}
