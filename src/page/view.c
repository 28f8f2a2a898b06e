#include "page/view.h"

static void end(struct emit *e)
{
    e->ops->end_object(e->to);
}

static void end_array(struct emit *e)
{
    e->ops->end_array(e->to);
}

static void add_chapter(struct emit *e, const struct chapter *chapter, size_t index)
{
    emit_int(e, "number", (int64_t)index + 1);
    emit_string(e, "name", chapter->name);
    emit_string(e, "title", chapter->title);
    emit_string(e, "description", chapter->description);
    emit_string(e, "page", chapter->unusable ? NULL : chapter->page);
}

void view_course(struct emit *e, const struct course *course)
{
    e->ops->object(e->to);
    emit_string(e, "title", course->config.title);
    emit_string(e, "description", course->config.description);
    emit_string(e, "author", course->config.author);
    emit_string(e, "lang", course->config.lang);
    emit_bool(e, "remote_images", course->config.remote_images);
    emit_int(e, "samples", (int64_t)course->sample_count);
    emit_array(e, "chapters");
    for (size_t i = 0; i < course->chapter_count; i++) {
        e->ops->object(e->to);
        add_chapter(e, course->chapters[i], i);
        end(e);
    }
    end_array(e);
    end(e);
}

static void add_headings(struct emit *e, const struct chapter *chapter)
{
    emit_array(e, "headings");
    for (size_t i = 0; i < chapter->heading_count; i++) {
        const struct heading *heading = &chapter->headings[i];
        e->ops->object(e->to);
        emit_int(e, "level", heading->level);
        emit_string(e, "id", heading->id);
        emit_string(e, "title", heading->title);
        end(e);
    }
    end_array(e);
}

/* Whether the text has its title itself. */
static bool is_titled(const struct chapter *chapter)
{
    for (size_t i = 0; i < chapter->heading_count; i++)
        if (chapter->headings[i].level == 1)
            return true;
    return false;
}

void view_chapter(struct emit *e, const struct course *course, size_t index)
{
    const struct chapter *chapter = course->chapters[index];
    e->ops->object(e->to);
    add_chapter(e, chapter, index);
    emit_bool(e, "titled", is_titled(chapter));
    emit_object(e, "meta");
    for (size_t i = 0; i < chapter->meta_count; i++)
        emit_string(e, chapter->meta[i].name, chapter->meta[i].value);
    end(e);
    add_headings(e, chapter);
    end(e);
}

void view_machine(struct emit *e, const struct machine *machine)
{
    e->ops->object(e->to);
    emit_string(e, "arch", machine->arch);
    emit_string(e, "os", machine->os);
    end(e);
}

/* What a list or a caption calls the sample. */
static const char *title(const struct sample *sample)
{
    return *sample->caption ? sample->caption : sample->id;
}

static size_t matched(const struct result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->verdict_count; i++)
        n += result->verdicts[i].matched;
    return n;
}

void view_row(struct emit *e, const struct result *result, size_t chapter)
{
    const struct sample *sample = result->sample;
    e->ops->object(e->to);
    emit_string(e, "id", sample->id);
    emit_string(e, "title", title(sample));
    emit_int(e, "chapter", (int64_t)chapter + 1);
    emit_string(e, "language", sample->language->title);
    emit_bool(e, "ok", result->ok);
    emit_int(e, "checked", (int64_t)matched(result));
    emit_string(e, "compiler", result->compiler);
    emit_object(e, "limits");
    emit_number(e, "timeout_s", sample->limits.timeout_ms / 1000.0);
    emit_int(e, "memory_bytes", (int64_t)sample->limits.memory_bytes);
    emit_int(e, "processes", sample->limits.processes);
    emit_int(e, "output_bytes", (int64_t)sample->limits.output_bytes);
    end(e);
    if (result->compile) {
        emit_object(e, "compile");
        emit_string(e, "end", result_end_name(result->compile->end));
        emit_int(e, "code", result->compile->code);
        emit_number(e, "wall_s", result->compile->wall_s);
        end(e);
    }
    if (result->run) {
        emit_object(e, "run");
        emit_string(e, "end", result_end_name(result->run->end));
        emit_int(e, "code", result->run->code);
        emit_number(e, "wall_s", result->run->wall_s);
        emit_int(e, "max_rss_kib", (int64_t)result->run->max_rss_kib);
        end(e);
    }
    end(e);
}
