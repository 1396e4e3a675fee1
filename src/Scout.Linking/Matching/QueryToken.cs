using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>A piece of a mention as the catalogue knows it.</summary>
/// <param name="Term">Its term, or <see cref="Vocabulary.Unknown"/>.</param>
/// <param name="Weight">How much it says.</param>
/// <param name="Variant">See <see cref="Vocabulary.Variant"/>.</param>
internal readonly record struct QueryToken(string Text, int Term, TokenKind Kind, bool Optional, float Weight, ushort Variant);

/// <summary>A term to search candidates by.</summary>
internal readonly record struct SearchTerm(int Term, float Weight, int Frequency);
