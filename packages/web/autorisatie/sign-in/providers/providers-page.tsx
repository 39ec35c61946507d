import type { Provider } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { shortMoment } from '../../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../../ui/parts/data-table.tsx'
import { PlusIcon } from '../../../ui/parts/icons.tsx'
import { Page } from '../../../ui/parts/page.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { useProviders } from '../queries.ts'
import { usePresetNames } from '../words.ts'
import { Approval, ProviderState } from './provider-state.tsx'

/** Through which accounts of the organisation people can sign in. */
export default function ProvidersPage() {
  const { t } = useLingui()
  const providers = useProviders()
  return (
    <Page
      title={t`Aanbieders`}
      action={
        <Button component={Link} to="/aanmelden/aanbieders/nieuw" leftSection={<PlusIcon size={18} />}>
          <Trans>Voeg aanbieder toe</Trans>
        </Button>
      }
    >
      <p className={parts.lead}>
        <Trans>
          Medewerkers kunnen zich aanmelden met het account van de organisatie, bijvoorbeeld van Microsoft of HelloID.
          Productie en test hebben elk hun eigen aanbieders.
        </Trans>
      </p>
      <Answer query={providers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Er zijn nog geen aanbieders`}>
              <Trans>
                Iedereen meldt zich nu aan met een wachtwoord of passkey van Hoede. Voeg een aanbieder toe, probeer hem
                op de proefbank en zet hem dan aan.
              </Trans>
            </Empty>
          ) : (
            <div className={parts.card}>
              <ProvidersTable rows={items} />
            </div>
          )
        }
      </Answer>
    </Page>
  )
}

function ProvidersTable({ rows }: { rows: readonly Provider[] }) {
  const { t } = useLingui()
  const presets = usePresetNames()
  const columns: Column<Provider>[] = [
    {
      key: 'name',
      head: t`Aanbieder`,
      names: true,
      cell: (provider) => (
        <span>
          <Link className={parts.link} to={`/aanmelden/aanbieders/${provider.id}`}>
            {provider.name}
          </Link>
          <span className={parts.under}>{presets[provider.preset]}</span>
        </span>
      ),
    },
    {
      key: 'state',
      head: t`Stand`,
      cell: (provider) => (
        <span>
          <ProviderState state={provider.state} />
          <span className={parts.under}>
            <Approval approved={provider.approved} />
          </span>
        </span>
      ),
    },
    {
      key: 'people',
      head: t`Gekoppeld`,
      cell: (provider) => (
        <Plural value={provider.linkedPeople} _0="niemand" one="# medewerker" other="# medewerkers" />
      ),
    },
    {
      key: 'last',
      head: t`Laatst gebruikt`,
      oneLine: true,
      cell: (provider) => (provider.lastSignInAt ? shortMoment(provider.lastSignInAt) : t`nog nooit`),
    },
  ]
  return <DataTable caption={t`Aanbieders`} columns={columns} rows={rows} rowKey={(provider) => provider.id} />
}
