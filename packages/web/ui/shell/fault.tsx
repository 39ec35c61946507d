import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Empty } from '../parts/states.tsx'

interface FaultProps {
  /** The address: going somewhere else tries again. */
  at?: string
  children: ReactNode
}

/** A fault of the page itself: says so and offers to load it anew. Drafts are kept, so nothing typed is lost. */
export class Fault extends Component<FaultProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidUpdate(before: FaultProps) {
    if (before.at !== this.props.at && this.state.failed) this.setState({ failed: false })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div role="alert">
        <Empty
          title={<Trans>Deze pagina liep vast</Trans>}
          action={
            <Button onClick={() => location.reload()}>
              <Trans>Laad de pagina opnieuw</Trans>
            </Button>
          }
        >
          <Trans>Wat je typte is bewaard. Er is misschien ook een nieuwe versie van Hoede.</Trans>
        </Empty>
      </div>
    )
  }
}
