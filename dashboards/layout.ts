import { RowBuilder, type Panel } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Builder } from './panel.ts'

/** Grafana's grid is this wide. */
export const WIDTH = 24
/** Queries of a panel are called A, B, C. */
const FIRST_LETTER = 65

/** Panels beside each other, all of one height, with the width of each. */
export interface Shelf {
  readonly height: number
  readonly panels: readonly (readonly [width: number, panel: Builder])[]
}

/** Shelves under one heading; the first section has none, it is what one sees first. */
export interface Section {
  readonly heading?: string
  readonly shelves: readonly Shelf[]
}

/** Panels with their places and numbers. Both are fixed by order, so that links to a panel go on leading to it while it stays in its place. */
export function laidOut(sections: readonly Section[]): (Panel | ReturnType<RowBuilder['build']>)[] {
  let y = 0
  let id = 0
  return sections.flatMap(({ heading, shelves }) => {
    const row = heading === undefined ? [] : [new RowBuilder(heading).id(++id).gridPos({ x: 0, y: y++, w: WIDTH, h: 1 }).build()]
    const panels = shelves.flatMap(({ height, panels: shelf }) => {
      let x = 0
      const placed = shelf.map(([width, builder]) => {
        const built = builder.build()
        const targets = built.targets?.map((target, index) => ({ ...target, refId: String.fromCodePoint(FIRST_LETTER + index) })) ?? []
        const panel = { ...built, targets, id: ++id, gridPos: { x, y, w: width, h: height } }
        x += width
        return panel
      })
      y += height
      return placed
    })
    return [...row, ...panels]
  })
}
