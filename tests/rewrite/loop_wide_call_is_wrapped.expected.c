// SPDX-License-Identifier: GPL-2.0
struct video_capture_buffer {
	struct page **user_page_array;
	unsigned int number_of_user_pages;
};

void f(struct video_capture_buffer *capture_buffer)
{
	if (capture_buffer) {
		put_user_pages(capture_buffer->user_page_array,
			       capture_buffer->number_of_user_pages);
		kfree(capture_buffer);
	}
}
