import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import type { Fields } from '../../ui/fields/use-fields.ts'
import classes from '../parts/parts.module.css'

export interface Particulars {
  givenName: string
  prefix: string
  familyName: string
  function: string
  email: string
  phone: string
}

/** What a new person and a changed one have in common. */
export function ParticularFields<T extends Particulars>({ fields: all }: { fields: Fields<T> }) {
  const { t } = useLingui()
  // A field of T that Particulars names is a text; the compiler cannot see that through the generic.
  const fields = all as unknown as Fields<Particulars>
  return (
    <>
      <div className={classes.row}>
        <TextInput label={t`Voornaam`} maxLength={120} autoComplete="off" {...fields.text('givenName')} />
        <TextInput label={t`Tussenvoegsel`} maxLength={20} autoComplete="off" {...fields.text('prefix')} />
        <TextInput label={t`Achternaam`} maxLength={120} autoComplete="off" {...fields.text('familyName')} />
      </div>
      <TextInput
        label={t`Functie`}
        description={t`Zo staat het bij wat deze medewerker schrijft, bijvoorbeeld verzorgende IG`}
        maxLength={80}
        autoComplete="off"
        {...fields.text('function')}
      />
      <TextInput
        label={t`E-mail (mag leeg)`}
        type="email"
        maxLength={200}
        autoComplete="off"
        {...fields.text('email')}
      />
      <TextInput
        label={t`Telefoon (mag leeg)`}
        type="tel"
        maxLength={30}
        autoComplete="off"
        {...fields.text('phone')}
      />
    </>
  )
}

/** The messages for what must not be empty. */
export function useMissing(): (values: Particulars) => Partial<Record<keyof Particulars, string>> {
  const { t } = useLingui()
  return ({ givenName, familyName, function: job }) => ({
    ...(givenName.trim() ? {} : { givenName: t`Vul een voornaam in.` }),
    ...(familyName.trim() ? {} : { familyName: t`Vul een achternaam in.` }),
    ...(job.trim() ? {} : { function: t`Vul een functie in.` }),
  })
}

/** What is sent: spaces around it taken away, an empty field as none. */
export const particularsToSend = (values: Particulars) => ({
  givenName: values.givenName.trim(),
  prefix: values.prefix.trim() || null,
  familyName: values.familyName.trim(),
  function: values.function.trim(),
  email: values.email.trim() || null,
  phone: values.phone.trim() || null,
})
