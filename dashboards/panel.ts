import { PanelBuilder as BarsBuilder } from '@grafana/grafana-foundation-sdk/bargauge'
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Vector } from '../collector/metrics/promql.ts'

/** What every panel has to say: the name, how to read it, the unit, and why it may be empty. */
export interface Says {
  readonly title: string
  readonly description: string
  readonly unit: string
  readonly empty: string
}

/** Anything of the SDK that makes a panel. */
export interface Builder {
  build(): Panel
}

const DATASOURCE = { type: 'prometheus', uid: '$datasource' }

/** A large number with its course behind it. */
export function stat(says: Says): StatBuilder {
  return described(new StatBuilder(), says)
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
}

/** A course over time; the legend says the mean and the highest value of each line. */
export function graph(says: Says): GraphBuilder {
  return described(new GraphBuilder(), says)
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Never)
    .min(0)
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .legend(new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]))
}

/** The last values side by side, coloured by threshold. */
export function bars(says: Says): BarsBuilder {
  return described(new BarsBuilder(), says)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .colorScheme(byThreshold())
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
}

/** A course over time, one line on top of the other. */
export function stacked(says: Says): GraphBuilder {
  return graph(says).fillOpacity(70).stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
}

/** Gives each line the colour of its name. */
export function coloured<Self extends Overridable<Self>>(panel: Self, colours: Readonly<Record<string, string>>): Self {
  for (const [name, colour] of Object.entries(colours)) panel.overrideByName(name, [fixedColour(colour)])
  return panel
}
interface Overridable<Self> {
  overrideByName(name: string, properties: { id: string; value: unknown }[]): Self
}

/** A property of an override: this colour. */
export function fixedColour(colour: string): { id: string; value: { mode: string; fixedColor: string } } {
  return { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } }
}

/** Colours by value: `[from, colour]`, the first from `null`. */
export function thresholds(...steps: readonly (readonly [number | null, string])[]): ThresholdsConfigBuilder {
  const list: Threshold[] = steps.map(([value, color]) => ({ value, color }))
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(list)
}

/** Colour by threshold. */
export function byThreshold(): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Thresholds)
}

/** A query over the time shown. */
export function line(expr: Vector<string>, legend: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(DATASOURCE).expr(expr).range().legendFormat(legend)
}

/** A query at the end of the time shown. */
export function atEnd(expr: Vector<string>, legend: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(DATASOURCE).expr(expr).instant().legendFormat(legend)
}

interface Describable<Self> {
  title(text: string): Self
  description(text: string): Self
  datasource(reference: { type: string; uid: string }): Self
  unit(name: string): Self
  noValue(text: string): Self
}

/** What all kinds of panels have. */
export function described<Self extends Describable<Self>>(panel: Self, { title, description, unit, empty }: Says): Self {
  return panel.title(title).description(description).datasource(DATASOURCE).unit(unit).noValue(empty)
}
