//! How many bytes the values of a column take by themselves: what a copy of them would need. Buffers that are shared with other columns
//! or hold more than these rows do not count.

use datafusion::arrow::array::{Array, ArrayRef, AsArray as _, OffsetSizeTrait, RecordBatch};
use datafusion::arrow::datatypes::DataType;

/// An entry of a text, list or map takes so much besides its value.
const ENTRY: usize = 16;

/// Bytes of all values of a batch.
pub(crate) fn batch_bytes(batch: &RecordBatch) -> usize {
    batch.columns().iter().map(bytes).fold(0, usize::saturating_add)
}

/// Bytes of the widest row of a batch, or a little more: of every column the widest value.
pub(crate) fn widest_row(batch: &RecordBatch) -> usize {
    batch.columns().iter().map(widest).fold(0, usize::saturating_add)
}

/// Bytes of all values.
pub(crate) fn bytes(array: &ArrayRef) -> usize {
    let values = match array.data_type() {
        DataType::Utf8 => between(array.as_string::<i32>().value_offsets()),
        DataType::LargeUtf8 => between(array.as_string::<i64>().value_offsets()),
        DataType::Binary => between(array.as_binary::<i32>().value_offsets()),
        DataType::LargeBinary => between(array.as_binary::<i64>().value_offsets()),
        DataType::Utf8View => view_lengths(array.as_string_view().views()).sum(),
        DataType::BinaryView => view_lengths(array.as_binary_view().views()).sum(),
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            part(list.values(), between(list.value_offsets()))
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            part(list.values(), between(list.value_offsets()))
        }
        DataType::Map(_, _) => {
            let map = array.as_map();
            let entries = map.entries().columns().iter().map(bytes).sum();
            scaled(entries, between(map.value_offsets()), map.entries().len())
        }
        DataType::Struct(_) => return array.as_struct().columns().iter().map(bytes).sum(),
        DataType::Dictionary(_, _) => array
            .as_any_dictionary_opt()
            .map_or(0, |dictionary| widest(dictionary.values()).saturating_mul(array.len())),
        other => return other.primitive_width().unwrap_or(ENTRY).saturating_mul(array.len()),
    };
    values.saturating_add(array.len().saturating_mul(ENTRY))
}

/// Bytes of the widest value.
pub(crate) fn widest(array: &ArrayRef) -> usize {
    let widest = match array.data_type() {
        DataType::Utf8 => steps(array.as_string::<i32>().value_offsets()),
        DataType::LargeUtf8 => steps(array.as_string::<i64>().value_offsets()),
        DataType::Binary => steps(array.as_binary::<i32>().value_offsets()),
        DataType::LargeBinary => steps(array.as_binary::<i64>().value_offsets()),
        DataType::Utf8View => view_lengths(array.as_string_view().views()).max().unwrap_or(0),
        DataType::BinaryView => view_lengths(array.as_binary_view().views()).max().unwrap_or(0),
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            widest(list.values()).saturating_mul(steps(list.value_offsets()))
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            widest(list.values()).saturating_mul(steps(list.value_offsets()))
        }
        DataType::Map(_, _) => {
            let map = array.as_map();
            let entry: usize = map.entries().columns().iter().map(widest).sum();
            entry.saturating_mul(steps(map.value_offsets()))
        }
        DataType::Struct(_) => array.as_struct().columns().iter().map(widest).sum(),
        DataType::Dictionary(_, _) => array
            .as_any_dictionary_opt()
            .map_or(0, |dictionary| widest(dictionary.values())),
        other => return other.primitive_width().unwrap_or(ENTRY),
    };
    widest.saturating_add(ENTRY)
}

/// Entries of the list of each row; one for what is no list.
pub(crate) fn entries(array: &ArrayRef, row: usize) -> usize {
    if array.is_null(row) {
        return 0;
    }
    match array.data_type() {
        DataType::List(_) => step(array.as_list::<i32>().value_offsets(), row),
        DataType::LargeList(_) => step(array.as_list::<i64>().value_offsets(), row),
        DataType::Map(_, _) => step(array.as_map().value_offsets(), row),
        DataType::FixedSizeList(_, size) => usize::try_from(*size).unwrap_or(0),
        _ => 1,
    }
}

fn between<O: OffsetSizeTrait>(offsets: &[O]) -> usize {
    match (offsets.first(), offsets.last()) {
        (Some(first), Some(last)) => last.as_usize().saturating_sub(first.as_usize()),
        _ => 0,
    }
}

fn steps<O: OffsetSizeTrait>(offsets: &[O]) -> usize {
    let steps = offsets.windows(2).map(|pair| between(pair));
    steps.max().unwrap_or(0)
}

fn step<O: OffsetSizeTrait>(offsets: &[O], row: usize) -> usize {
    offsets.get(row..row.saturating_add(2)).map_or(0, between)
}

/// Lengths of texts: the low half of the first word of each view.
fn view_lengths(views: &[u128]) -> impl Iterator<Item = usize> {
    views.iter().map(|view| (*view & u128::from(u32::MAX)) as usize)
}

fn part(values: &ArrayRef, wanted: usize) -> usize {
    scaled(bytes(values), wanted, values.len())
}

/// The part of `whole` that `wanted` of `all` entries take.
fn scaled(whole: usize, wanted: usize, all: usize) -> usize {
    let scaled = (whole as u128).saturating_mul(wanted as u128) / (all.max(1) as u128);
    usize::try_from(scaled).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{Int64Array, ListArray, StringArray, StringViewArray};
    use datafusion::arrow::datatypes::Int64Type;
    use std::sync::Arc;

    #[test]
    fn only_the_rows_at_hand_count() {
        let texts: Vec<String> = (0..100).map(|n| "x".repeat(n)).collect();
        for array in [
            Arc::new(StringArray::from(texts.clone())) as ArrayRef,
            Arc::new(StringViewArray::from_iter_values(texts.iter())) as ArrayRef,
        ] {
            assert_eq!(bytes(&array), (0..100).sum::<usize>() + 100 * ENTRY);
            assert_eq!(widest(&array), 99 + ENTRY);
            let few = array.slice(10, 2);
            assert_eq!((bytes(&few), widest(&few)), (21 + 2 * ENTRY, 11 + ENTRY));
        }
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3]));
        assert_eq!((bytes(&numbers), widest(&numbers)), (24, 8));
        let lists = ListArray::from_iter_primitive::<Int64Type, _, _>([Some(vec![Some(1); 10]), None, Some(vec![])]);
        let lists: ArrayRef = Arc::new(lists);
        assert_eq!((bytes(&lists), widest(&lists)), (80 + 3 * ENTRY, 80 + ENTRY));
        assert_eq!([0, 1, 2].map(|row| entries(&lists, row)), [10, 0, 0]);
    }
}
