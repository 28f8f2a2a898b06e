#include "base/buf.h"
#include "run/mathml.h"
#include "test.h"

static const char *const good[] = {
    "<math></math>",
    "<math display=\"block\" alttext=\"x &lt; &quot;y&quot; \\frac{a}{b} &amp;\"><mi>x</mi></math>",
    "<math><mi mathvariant=\"normal\">\xCE\xB1</mi><mo stretchy=\"false\">(</mo></math>",
    "<math><mspace width=\"-0.167em\"></mspace><mstyle mathcolor=\"#cc0000\">a</mstyle></math>",
    "<math><mtable class=\"m-tight m-tagged\"><mtr><mtd width=\"50%\"></mtd></mtr></mtable></math>",
    "<math>a &amp; b\n\t&lt;&gt;</math>",
    "<math><mi>\xE2\x81\xA1</mi></math>", /* "apply", which can't be seen, but acts on nothing */
};

static const struct {
    const char *text, *message;
} bad[] = {
    {"", "byte 1: not one <math> element"},
    {"x", "byte 1: not one <math> element"},
    {" <math></math>", "byte 1: not one <math> element"},
    {"<mrow></mrow>", "byte 7: an element that is not on the list"},
    {"<math>", "byte 7: not one <math> element"},
    {"<math><mi></math>", "byte 17: an end tag of another element"},
    {"<math></mi></math>", "byte 11: an end tag of another element"},
    {"<math></math><math></math>", "byte 14: something behind the <math> element"},
    {"<math></math> ", "byte 14: something behind the <math> element"},
    {"<math><math></math></math>", "byte 13: an element that is not on the list"},
    {"<math><script></script></math>", "byte 15: an element that is not on the list"},
    {"<math><mglyph></mglyph></math>", "byte 15: an element that is not on the list"},
    {"<math><annotation></annotation></math>", "byte 19: an element that is not on the list"},
    {"<math><MI></MI></math>", "byte 8: a tag without an end"},
    {"<math><mi/></math>", "byte 10: a tag without an end"},
    {"<math ><mi></mi></math>", "byte 7: an attribute that is not on the list"},
    {"<math href=\"x\"></math>", "byte 11: an attribute that is not on the list"},
    {"<math onclick=\"x\"></math>", "byte 14: an attribute that is not on the list"},
    {"<math style=\"x\"></math>", "byte 12: an attribute that is not on the list"},
    {"<math id=\"x\"></math>", "byte 9: an attribute that is not on the list"},
    {"<math display></math>", "byte 14: an attribute without a value"},
    {"<math display=block></math>", "byte 14: an attribute without a value"},
    {"<math display='block'></math>", "byte 14: an attribute without a value"},
    {"<math display=\"block></math>", "byte 21: a value that an attribute must not have"},
    {"<math alttext=\"x</math>", "byte 17: a character that must not stand there"},
    {"<math alttext=\"x", "byte 17: a value without an end"},
    {"<math><mi mathcolor=\"url(x)\"></mi></math>",
     "byte 25: a value that an attribute must not have"},
    {"<math><mi width=\"1;2\"></mi></math>", "byte 19: a value that an attribute must not have"},
    {"<math>a & b</math>", "byte 9: a character that must not stand there"},
    {"<math>&#60;</math>", "byte 7: a character that must not stand there"},
    {"<math>a > b</math>", "byte 9: a character that must not stand there"},
    {"<math><!-- x --></math>", "byte 8: a tag without an end"},
    {"<math><![CDATA[x]]></math>", "byte 8: a tag without an end"},
    {"<math>\x01</math>", "byte 7: a character that must not stand there"},
    {"<math>\x7F</math>", "byte 7: a character that must not stand there"},
    {"<math>\xC2\x85</math>", "byte 7: a character that must not stand there"},
    {"<math>\xE2\x80\xAE</math>", "byte 7: a character that must not stand there"},
    {"<math>\xFF</math>", "byte 7: no UTF-8"},
};

static void plain_mathml_is_let_through(void)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct err err = {0};
        if (!CHECK(mathml_check(str_of(good[i]), &err)))
            printf("#   row %zu: %s\n", i, err.message);
    }
}

static void nothing_else_is(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err err = {0};
        CHECK(!mathml_check(str_of(bad[i].text), &err));
        CHECK_STR(err.message, bad[i].message);
    }
    struct err err = {0};
    CHECK(!mathml_check(STR("<math>\0</math>"), &err));
}

static bool nested(int depth)
{
    struct buf text = BUF_INIT;
    struct err err;
    buf_puts(&text, "<math>");
    for (int i = 1; i < depth; i++)
        buf_puts(&text, "<mrow>");
    for (int i = 1; i < depth; i++)
        buf_puts(&text, "</mrow>");
    buf_puts(&text, "</math>");
    bool ok = mathml_check(buf_view(&text), &err);
    buf_release(&text);
    return ok;
}

static void depth_is_bounded(void)
{
    CHECK(nested(MATHML_DEPTH));
    CHECK(!nested(MATHML_DEPTH + 1));
}

int main(void)
{
    RUN(plain_mathml_is_let_through);
    RUN(nothing_else_is);
    RUN(depth_is_bounded);
    return test_summary();
}
