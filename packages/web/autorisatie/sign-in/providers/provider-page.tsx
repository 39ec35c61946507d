import type { Provider } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useParams } from 'react-router'
import { Note } from '../../../ui/parts/note.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import { CopyRow } from '../../parts/copy-row.tsx'
import parts from '../../parts/parts.module.css'
import { useProviders } from '../queries.ts'
import classes from '../sign-in.module.css'
import { usePresetNames } from '../words.ts'
import { Bench } from './bench.tsx'
import { MappingForm } from './mapping-form.tsx'
import { MetadataCheck } from './metadata-check.tsx'
import { ProviderSettings } from './provider-settings.tsx'
import { Approval, ProviderState } from './provider-state.tsx'
import { ProviderSwitch } from './provider-switch.tsx'

/** One provider, in the order of connecting it: addresses, check, trial, meaning of its values, on. */
export default function ProviderPage() {
  const { t } = useLingui()
  const { providerId = '' } = useParams()
  const providers = useProviders()
  const provider = providers.data?.items.find((each) => each.id === providerId)
  if (provider) return <ProviderScreen key={providerId} provider={provider} />
  return (
    <Page title={t`Aanbieder`}>
      <Answer query={providers}>
        {() => (
          <Empty title={t`Deze aanbieder bestaat niet`}>
            <Trans>Misschien is het adres niet goed overgenomen.</Trans>
          </Empty>
        )}
      </Answer>
    </Page>
  )
}

function ProviderScreen({ provider }: { provider: Provider }) {
  const presets = usePresetNames()
  return (
    <Page title={provider.name} action={<ProviderSwitch provider={provider} />}>
      <p className={parts.lead}>
        <ProviderState state={provider.state} /> · {presets[provider.preset]} ·{' '}
        <Plural
          value={provider.linkedPeople}
          _0="niemand gekoppeld"
          one="# medewerker gekoppeld"
          other="# medewerkers gekoppeld"
        />
      </p>
      <div className={classes.notes}>
        <Note kind={provider.approved ? 'done' : 'look'}>
          <p>
            <strong>
              <Approval approved={provider.approved} />
            </strong>
          </p>
          <p>
            {provider.approved ? (
              <Trans>
                Laat de aanbieder zien dat iemand twee stappen deed, dan vraagt Hoede er niet nog een. Ziet Hoede dat
                niet, dan vraagt Hoede zelf een tweede stap.
              </Trans>
            ) : (
              <Trans>
                Aanmelden kan, maar iedereen doet daarna nog een tweede stap bij Hoede. Wil je dat veranderen? Vraag je
                leverancier van Hoede om deze aanbieder te beoordelen.
              </Trans>
            )}
          </p>
        </Note>
      </div>
      <Addresses provider={provider} />
      <MetadataCheck provider={provider} />
      <Bench provider={provider} />
      <MappingForm provider={provider} />
      <ProviderSettings provider={provider} />
    </Page>
  )
}

function Addresses({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  return (
    <Section title={t`Adressen om over te nemen`}>
      <ul className={parts.items}>
        <CopyRow
          name={t`Terugkeeradres`}
          value={provider.redirectUri}
          hint={t`Bij de aanbieder: redirect URI. Neem het precies zo over.`}
        />
        <CopyRow
          name={t`Afmeldadres voor de server`}
          value={provider.backChannelLogoutUri}
          hint={t`Bij de aanbieder: back-channel logout URI. Meldt iemand zich daar af, dan ook hier.`}
        />
        <CopyRow
          name={t`Afmeldadres voor de browser`}
          value={provider.frontChannelLogoutUri}
          hint={t`Bij de aanbieder: front-channel logout URI. Alleen als het andere niet kan.`}
        />
      </ul>
    </Section>
  )
}
