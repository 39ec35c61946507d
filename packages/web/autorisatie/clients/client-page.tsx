import type { AccessClient } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { SearchIcon } from '../../ui/parts/icons.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { placeOfQuestion } from '../explanation/question.ts'
import { WhoList } from '../explanation/who-list.tsx'
import classes from '../parts/parts.module.css'
import { ClosedPartsSection } from './closed-parts.tsx'
import { ClosuresSection } from './closures.tsx'
import { FamilySection } from './family.tsx'
import { ObjectionsSection } from './objections.tsx'
import { useAccessClient } from './queries.ts'
import { RelationsSection } from './relations.tsx'

/** One client by number, as whoever looks after access knows them: who is kept out, who is tied to them, who reads along. */
export default function ClientPage() {
  const { t } = useLingui()
  const { number = '' } = useParams()
  const client = useAccessClient(number)
  return (
    <Page title={number ? t`Cliënt ${number}` : t`Cliënten`}>
      <FindByNumber key={number} number={number} />
      {!number && (
        <p className={classes.lead}>
          <Trans>
            Hier regel je wie er bij één dossier kan, buiten de rollen om: een afgesloten dossier, een bezwaar van de
            cliënt, zorgrelaties en familie. Je ziet niets uit het dossier zelf.
          </Trans>
        </p>
      )}
      {number && <Answer query={client}>{(found) => <Sections client={found} />}</Answer>}
    </Page>
  )
}

/** By number alone: whoever looks after access need not know who somebody is. */
function FindByNumber({ number }: { number: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(number)
  const find = (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed.trim()
    if (wanted) void navigate(`/clienten/${encodeURIComponent(wanted)}`)
  }
  return (
    <search>
      <form className={`${classes.tools} no-print`} onSubmit={find}>
        <TextInput
          label={t`Cliëntnummer`}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<SearchIcon size={18} />}>
          <Trans>Zoek</Trans>
        </Button>
      </form>
    </search>
  )
}

function Sections({ client }: { client: AccessClient }) {
  const places = client.units.map((unit) => unit.name).join(', ')
  const { name, number } = client
  return (
    <>
      <p className={classes.lead}>
        {name ? <strong>{name}</strong> : <Trans>Je ziet hier het nummer, niet wie het is.</Trans>}
        {' · '}
        <Trans>nummer {number}</Trans>
        {' · '}
        {places || <Trans>nergens in zorg</Trans>}
      </p>
      <ClosuresSection client={client} />
      <ObjectionsSection client={client} />
      <ClosedPartsSection client={client} />
      <RelationsSection client={client} />
      <FamilySection client={client} />
      <Section
        title={<Trans>Wie kan dit dossier openen?</Trans>}
        action={
          <Link className={`${classes.link} no-print`} to={placeOfQuestion('wie', { client: number })}>
            <Trans>Ander recht of andere dag</Trans>
          </Link>
        }
      >
        <WhoList client={client} question={{ permission: 'client:read', day: '' }} />
      </Section>
    </>
  )
}
