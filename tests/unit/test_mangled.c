#include "run/mangled.h"

#include "test.h"

static const struct {
    const char *symbol, *name;
    bool is_it;
} rows[] = {
    {"_Z3addi", "add", true},
    {"_Z3addi", "ad", false},
    {"_Z3addi", "addi", false},
    {"_Z3addi", "x::add", false},
    {"_ZL5locali", "local", true},
    {"_Z3sumIiEiT_S0_", "sum", true},
    {"_Z3addi.part.0", "add", true},
    {"_ZN2ns7counter3addEi", "add", true},
    {"_ZN2ns7counter3addEi", "counter::add", true},
    {"_ZN2ns7counter3addEi", "ns::counter::add", true},
    {"_ZN2ns7counter3addEi", "a::ns::counter::add", false},
    {"_ZN2ns7counter3addEi", "ns::add", false},
    {"_ZN2ns7counter3addEi", "counter", false},
    {"_ZN2ns7counter3addEi", "unter::add", false},
    {"_ZN2ns7counterC2Ev", "counter::counter", true},
    {"_ZN2ns7counterC2Ev", "ns::counter::counter", true},
    {"_ZN5stackD2Ev", "~stack", true},
    {"_ZN5stackD2Ev", "stack::~stack", true},
    {"_ZN5stackD2Ev", "stack", false},
    {"_ZN5stackD2Ev", "~stack::~stack", false},
    {"_ZN5stackC1Ev", "~stack", false},
    {"_Z3addi", "add::", false},
    {"_Z3addi", "", false},
    {"_ZNK2ns7counterplEi", "counter", false},
    {"_ZNK2ns7counterplEi", "pl", false},
    {"_ZN2ns7counter5twiceIiEET_S2_", "counter::twice", true},
    {"_ZN2ns12_GLOBAL__N_16hiddenEi", "ns::hidden", true},
    {"_ZNK2ns3boxILi5ENS_7counterEE3getERKS1_", "ns::box::get", true},
    {"_ZNK2ns3boxILi5ESt6vectorINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEESaIS7_EEE3"
     "getERKS9_",
     "box::get", true},
    {"_ZZ3addRKiENKUliE_clEi", "add", false},
    {"_ZNKSt6vectorIiSaIiEE4sizeEv", "size", false},
    {"_ZNKSt6vectorIiSaIiEE4sizeEv", "vector::size", false},
    {"_ZNKSt6vectorIiSaIiEE4sizeEv", "std::vector::size", true},
    {"_ZSt4swapIiEvRT_S1_", "swap", false},
    {"_ZSt4swapIiEvRT_S1_", "std::swap", true},
    {"_ZN9__gnu_cxx4baseEv", "base", false},
    /* no names at all */
    {"", "add", false},
    {"add", "add", false},
    {"_Z", "add", false},
    {"_ZN", "add", false},
    {"_ZNE", "add", false},
    {"_ZNC1E", "add", false},
    {"_ZN3add", "add", false},
    {"_Z99999999999999999999add", "add", false},
    {"_ZN2nsI", "ns", false},
    {"_ZNILi", "ns", false},
    {"_ZNS", "ns", false},
    {"_ZN1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a3addE", "add", false},
};

static void names(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!CHECK(mangled_is(str_of(rows[i].symbol), rows[i].name) == rows[i].is_it))
            printf("# %s: %s\n", rows[i].symbol, rows[i].name);
}

int main(void)
{
    RUN(names);
    return test_summary();
}
