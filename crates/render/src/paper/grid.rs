//! Where the widgets of a dashboard stand on paper: the grid of the screen, cut into pages. Pure arithmetic in points.

use model::document::GridPlace;

/// Columns of the grid.
const COLUMNS: f64 = 12.0;

/// The room there is, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Width of the grid.
    pub(crate) width: f64,
    /// Height on the first page, below the title.
    pub(crate) first: f64,
    /// Height on every other page.
    pub(crate) other: f64,
    /// Height of a row of the grid.
    pub(crate) row: f64,
    /// Between widgets.
    pub(crate) gap: f64,
}

/// A widget on a page, in points from the top left of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// Which of the given places.
    pub(crate) index: usize,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

/// Rows that nobody stands in are left out (controls stood there); widgets side by side stay on one page where they fit
/// on one; what is higher than a page is cut to it.
pub(crate) fn sheets(places: &[GridPlace], room: Room) -> Vec<Vec<Spot>> {
    let mut standing = close_up(places);
    standing.sort_by_key(|s| (s.top, s.place.x));
    let mut pages = Pages {
        room,
        done: Vec::new(),
        page: Vec::new(),
        origin: 0,
    };
    let mut rest = standing.as_slice();
    while let Some(first) = rest.first() {
        let mut bottom = first.bottom();
        let mut count = 1;
        while let Some(next) = rest.get(count).filter(|next| next.top < bottom) {
            bottom = bottom.max(next.bottom());
            count += 1;
        }
        let (band, after) = rest.split_at(count);
        pages.add_band(band, first.top, bottom);
        rest = after;
    }
    pages.finish()
}

#[derive(Clone, Copy)]
struct Standing {
    index: usize,
    place: GridPlace,
    /// First row, empty rows not counted.
    top: u32,
}

impl Standing {
    fn bottom(self) -> u32 {
        self.top + u32::from(self.place.h.max(1))
    }
}

fn close_up(places: &[GridPlace]) -> Vec<Standing> {
    let mut intervals: Vec<(u32, u32)> = places
        .iter()
        .map(|p| (u32::from(p.y), u32::from(p.y) + u32::from(p.h.max(1))))
        .collect();
    intervals.sort_unstable();
    // How many empty rows lie above a row: summed over the holes between the intervals.
    let mut holes: Vec<(u32, u32)> = Vec::new();
    let (mut reached, mut empty) = (0, 0);
    for (from, to) in intervals {
        if from > reached {
            empty += from - reached;
            holes.push((from, empty));
        }
        reached = reached.max(to);
    }
    let above = |row: u32| {
        holes
            .iter()
            .rev()
            .find(|(from, _)| *from <= row)
            .map_or(0, |(_, empty)| *empty)
    };
    let standing = |(index, place): (usize, &GridPlace)| {
        let row = u32::from(place.y);
        Standing {
            index,
            place: *place,
            top: row - above(row),
        }
    };
    places.iter().enumerate().map(standing).collect()
}

struct Pages {
    room: Room,
    done: Vec<Vec<Spot>>,
    page: Vec<Spot>,
    /// Row of the grid at the top of the current page.
    origin: u32,
}

impl Pages {
    fn height(&self) -> f64 {
        if self.done.is_empty() {
            self.room.first
        } else {
            self.room.other
        }
    }

    fn fits(&self, bottom: u32) -> bool {
        f64::from(bottom.saturating_sub(self.origin)) * self.room.row <= self.height() + self.room.gap
    }

    fn turn(&mut self, origin: u32) {
        self.done.push(std::mem::take(&mut self.page));
        self.origin = origin;
    }

    /// Widgets that overlap in height; together where a page can hold them.
    fn add_band(&mut self, band: &[Standing], top: u32, bottom: u32) {
        if self.page.is_empty() {
            self.origin = top;
        }
        let page_holds = f64::from(bottom - top) * self.room.row <= self.room.other + self.room.gap;
        if !self.fits(bottom) && !self.page.is_empty() && (page_holds || !self.fits(top + 1)) {
            self.turn(top);
        }
        for widget in band {
            if !self.fits(widget.bottom()) && !self.page.is_empty() {
                self.turn(widget.top);
            }
            self.put(*widget);
        }
    }

    fn put(&mut self, widget: Standing) {
        let Room { width, row, gap, .. } = self.room;
        let column = (width + gap) / COLUMNS;
        let x = f64::from(widget.place.x) * column;
        let y = f64::from(widget.top.saturating_sub(self.origin)) * row;
        let w = (f64::from(widget.place.w.max(1)) * column - gap).min(width - x);
        let h = f64::from(widget.place.h.max(1)) * row - gap;
        self.page.push(Spot {
            index: widget.index,
            x,
            y,
            w,
            h: h.min(self.height() - y),
        });
    }

    fn finish(mut self) -> Vec<Vec<Spot>> {
        if !self.page.is_empty() {
            self.done.push(self.page);
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use model::document::GridPlace;

    use super::{Room, sheets};

    const ROOM: Room = Room {
        width: 700.0,
        first: 460.0,
        other: 500.0,
        row: 30.0,
        gap: 10.0,
    };

    fn place(x: u16, y: u16, w: u16, h: u16) -> GridPlace {
        GridPlace { x, y, w, h }
    }

    fn pages(places: &[GridPlace]) -> Vec<Vec<usize>> {
        sheets(places, ROOM)
            .iter()
            .map(|page| page.iter().map(|s| s.index).collect())
            .collect()
    }

    #[test]
    fn neighbours_share_the_width() {
        let page = &sheets(&[place(6, 0, 6, 4), place(0, 0, 6, 4)], ROOM)[0];
        assert_eq!(page[0].index, 1, "left one first: the order in which it is read");
        assert!((page[0].x, page[0].y) == (0.0, 0.0));
        assert!((page[0].x + page[0].w + ROOM.gap - page[1].x).abs() < 1e-9);
        assert!((page[1].x + page[1].w - ROOM.width).abs() < 1e-9);
        assert!((page[0].h - 110.0).abs() < 1e-9);
    }

    #[test]
    fn a_row_that_does_not_fit_goes_on_together() {
        assert_eq!(
            pages(&[place(0, 0, 12, 10), place(0, 10, 6, 2), place(6, 10, 6, 8)]),
            [vec![0], vec![1, 2]]
        );
        let second = &sheets(&[place(0, 0, 12, 10), place(0, 10, 6, 2), place(6, 10, 6, 8)], ROOM)[1];
        assert!(second.iter().all(|spot| spot.y == 0.0));
    }

    #[test]
    fn rows_of_controls_are_closed_up() {
        let spots = &sheets(&[place(0, 2, 12, 3), place(0, 9, 12, 3)], ROOM)[0];
        assert!(spots[0].y == 0.0 && (spots[1].y - 90.0).abs() < 1e-9);
    }

    #[test]
    fn a_giant_is_cut_to_a_page_and_nothing_is_lost() {
        let places = [
            place(0, 0, 6, 40),
            place(6, 0, 6, 5),
            place(6, 5, 6, 30),
            place(0, 40, 12, 2),
        ];
        let made = sheets(&places, ROOM);
        let mut seen: Vec<_> = made.iter().flatten().map(|s| s.index).collect();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3]);
        for (n, page) in made.iter().enumerate() {
            let height = if n == 0 { ROOM.first } else { ROOM.other };
            assert!(page.iter().all(|s| s.h > 0.0 && s.y + s.h <= height + 1e-9), "{page:?}");
        }
    }

    #[test]
    fn nothing_gives_no_page() {
        assert!(sheets(&[], ROOM).is_empty());
    }
}
