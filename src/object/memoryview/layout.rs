//! How items lie in memory: shape and strides.

/// The places of the items of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Number of items in each dimension; empty for a single item.
    pub shape: Vec<usize>,
    /// Bytes from one item to the next in each dimension.
    pub strides: Vec<isize>,
    /// Where the first item lies, in bytes from the start of the memory.
    pub offset: usize,
    /// Bytes of an item.
    pub item: usize,
}

impl Layout {
    /// Items side by side in `bytes` bytes.
    pub fn flat(bytes: usize, item: usize) -> Layout {
        Layout { shape: vec![bytes / item.max(1)], strides: vec![item as isize], offset: 0, item }
    }

    /// Items in C order from `offset` on.
    pub fn c_order(shape: Vec<usize>, offset: usize, item: usize) -> Layout {
        let mut strides = vec![item as isize; shape.len()];
        for i in (1..shape.len()).rev() {
            strides[i - 1] = strides[i] * shape[i] as isize;
        }
        Layout { shape, strides, offset, item }
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of all items.
    pub fn bytes(&self) -> usize {
        self.items() * self.item
    }

    /// Do the items lie side by side, the last dimension closest?
    pub fn is_c_contiguous(&self) -> bool {
        self.is_contiguous(self.shape.iter().zip(&self.strides).rev())
    }

    /// Do the items lie side by side, the first dimension closest?
    pub fn is_f_contiguous(&self) -> bool {
        self.is_contiguous(self.shape.iter().zip(&self.strides))
    }

    fn is_contiguous<'a>(&self, dimensions: impl Iterator<Item = (&'a usize, &'a isize)>) -> bool {
        if self.items() == 0 {
            return true;
        }
        let mut expected = self.item as isize;
        for (length, stride) in dimensions {
            if *length > 1 && *stride != expected {
                return false;
            }
            expected *= *length as isize;
        }
        true
    }

    /// Calls `f` with the offset of each item, in C order.
    pub fn for_each_offset(&self, mut f: impl FnMut(usize)) {
        self.walk(0, self.offset as isize, &mut f);
    }

    fn walk(&self, dimension: usize, offset: isize, f: &mut impl FnMut(usize)) {
        if dimension == self.shape.len() {
            return f(offset as usize);
        }
        for i in 0..self.shape[dimension] {
            self.walk(dimension + 1, offset + i as isize * self.strides[dimension], f);
        }
    }

    /// The same items with the dimensions in the opposite order.
    pub fn transposed(&self) -> Layout {
        let mut other = self.clone();
        other.shape.reverse();
        other.strides.reverse();
        other
    }

    /// The part of the first dimension that a slice picks.
    pub fn sliced(&self, start: i64, step: i64, count: usize) -> Layout {
        let mut part = self.clone();
        if count > 0 {
            part.offset = (part.offset as i64 + start * part.strides[0] as i64) as usize;
        }
        part.strides[0] = part.strides[0].saturating_mul(step as isize);
        part.shape[0] = count;
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offsets(layout: &Layout) -> Vec<usize> {
        let mut all = Vec::new();
        layout.for_each_offset(|o| all.push(o));
        all
    }

    #[test]
    fn orders_and_slices() {
        let layout = Layout::c_order(vec![2, 3], 0, 2);
        assert_eq!(layout.strides, [6, 2]);
        assert_eq!(offsets(&layout), [0, 2, 4, 6, 8, 10]);
        assert_eq!(offsets(&layout.transposed()), [0, 6, 2, 8, 4, 10]);
        assert!(layout.is_c_contiguous() && !layout.is_f_contiguous());
        let flat = Layout::flat(6, 1);
        assert_eq!(offsets(&flat.sliced(5, -2, 3)), [5, 3, 1]);
        assert_eq!(offsets(&flat.sliced(5, -2, 3).sliced(2, -1, 3)), [1, 3, 5]);
        assert_eq!(offsets(&flat.sliced(6, 1, 0)), Vec::<usize>::new());
        assert!(flat.sliced(2, 3, 1).is_c_contiguous());
    }
}
